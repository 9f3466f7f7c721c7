package io.keystream.job.shipped;

import io.keystream.job.config.PipelineConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;

/** The files in the container of the driver that can be replaced. */
final class FilesOfContainer {
  private static final int UUID_LENGTH = 36;

  private FilesOfContainer() {}

  static List<ReplaceableFile> of(PipelineConfig pipeline, SparkConf settings, ClusterLogin login) {
    List<ReplaceableFile> files = new ArrayList<>();
    if (settings.contains("spark.kerberos.keytab")) {
      String local = URI.create(settings.get("spark.kerberos.keytab")).getPath();
      String principal = settings.get("spark.kerberos.principal");
      files.add(
          new ReplaceableFile(
              nameOnGateway(local), Path.of(local), new KeytabKind(principal), false));
    }
    FileKinds.ofExecutors(pipeline, login)
        .forEach((name, kind) -> files.add(new ReplaceableFile(name, Path.of(name), kind, true)));
    return files;
  }

  /** In its container the keytab of the application master is {@code <name>-<UUID>}. */
  static String nameOnGateway(String local) {
    int end = local.length() - UUID_LENGTH - 1;
    return end > 0 && local.charAt(end) == '-' ? local.substring(0, end) : local;
  }
}
