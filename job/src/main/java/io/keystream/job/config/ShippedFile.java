package io.keystream.job.config;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file that {@code pipeline.yaml} names and that is shipped with it. */
public final class ShippedFile {
  private ShippedFile() {}

  /**
   * Where the file is: on the gateway where its name says, below the folder of {@code
   * pipeline.yaml} if that is no absolute path; on the cluster always in that folder.
   */
  public static Path in(Path folder, String name) {
    Path named = folder.resolve(name).toAbsolutePath();
    Path shipped = folder.resolve(named.getFileName()).toAbsolutePath();
    return Files.isReadable(named) || !Files.isReadable(shipped) ? named : shipped;
  }
}
