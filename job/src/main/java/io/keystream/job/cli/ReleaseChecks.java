package io.keystream.job.cli;

import io.keystream.security.preflight.Check;
import io.keystream.security.preflight.NotAsWanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** Whether the files of a release are whole, can be shipped, and hold no secret. */
final class ReleaseChecks {
  private static final long LEAST_SPACE = 1L << 30;
  private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
  private static final List<String> SERVICES =
      List.of("META-INF/services/org.apache.spark.security.HadoopDelegationTokenProvider");
  private static final Pattern SECRET_KEY =
      Pattern.compile(".*(password|passwd|secret\\.key|secret-key|access\\.key|keypassword)$");
  private static final Pattern SECRET_VALUE =
      Pattern.compile("(?i)(password|pwd|secret)=[^;&\\s]+|//[^/@:\\s]+:[^/@\\s]+@");

  private final Release release;

  ReleaseChecks(Release release) {
    this.release = release;
  }

  List<Check> all() {
    return List.of(
        Check.error(
            "jar",
            release.resolve("keystream.jar").toString(),
            "Build the jar again with ./kit build, and deploy it",
            () -> jar(release.jar())),
        Check.error(
            "shipped-files",
            release.resolve("submit.properties") + " and jars of pipeline.yaml",
            "Correct keystream_files or jars: each file there, readable, under a name of its own",
            this::shipped),
        Check.error(
            "disk-space",
            release.folder() + " and " + System.getProperty("java.io.tmpdir"),
            "Make room: bin/keystream submit packs the configuration there",
            () -> space(LEAST_SPACE)),
        Check.error(
            "secrets",
            release.resolve("spark.conf").toString(),
            "Take it out of keystream_spark_conf, put it into a credential provider or a file of"
                + " keystream_secret_files, and change it: it has been seen",
            this::secrets));
  }

  static String jar(Path file) throws IOException, NotAsWanted {
    int classes = 0;
    List<String> signatures = new ArrayList<>();
    List<String> missing = new ArrayList<>(SERVICES);
    try (JarFile jar = new JarFile(file.toFile())) {
      for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
        String name = all.nextElement().getName();
        classes += name.endsWith(".class") ? 1 : 0;
        missing.remove(name);
        if (SIGNATURE.matcher(name).matches()) {
          signatures.add(name);
        }
      }
    } catch (java.util.zip.ZipException e) {
      throw new NotAsWanted("no jar, or not whole: " + e.getMessage());
    }
    if (!signatures.isEmpty()) {
      throw new NotAsWanted(
          "holds signatures of other jars, so Java says Invalid signature file digest: "
              + signatures);
    }
    if (!missing.isEmpty()) {
      throw new NotAsWanted("lacks " + missing + ": Spark would fetch no Kafka tokens");
    }
    return classes + " classes, no signatures, all service files";
  }

  private String shipped() throws IOException, NotAsWanted {
    List<Path> files = new ArrayList<>();
    release.files().forEach(file -> files.add(Path.of(file)));
    release.pipeline().includedFiles().forEach(file -> files.add(release.resolve(file)));
    release.pipeline().jars().orElse(List.of()).forEach(jar -> files.add(release.resolve(jar)));
    List<Path> unreadable = files.stream().filter(file -> !Files.isReadable(file)).toList();
    if (!unreadable.isEmpty()) {
      throw new NotAsWanted("not there, or not readable: " + unreadable);
    }
    try {
      SparkSubmit.files(release);
    } catch (CommandFailure e) {
      throw new NotAsWanted(e.getMessage());
    }
    return files.size() + " files, each with a name of its own";
  }

  String space(long least) throws IOException, NotAsWanted {
    List<String> found = new ArrayList<>();
    boolean enough = true;
    for (Path folder : List.of(release.folder(), Path.of(System.getProperty("java.io.tmpdir")))) {
      long usable = Files.getFileStore(folder).getUsableSpace();
      enough &= usable >= least;
      found.add((usable >> 20) + " MB at " + folder);
    }
    if (!enough) {
      throw new NotAsWanted(String.join(", ", found) + "; wanted " + (least >> 20) + " MB");
    }
    return String.join(", ", found);
  }

  private String secrets() throws IOException, NotAsWanted {
    List<String> found = new ArrayList<>();
    release
        .sparkConf()
        .forEach(
            (key, value) -> {
              boolean named = SECRET_KEY.matcher(key.toLowerCase(Locale.ROOT)).matches();
              if (!value.isEmpty() && (named || SECRET_VALUE.matcher(value).find())) {
                found.add(key);
              }
            });
    if (!found.isEmpty()) {
      throw new NotAsWanted(
          "secrets in "
              + found
              + ": settings are seen in the process list, on Spark's web page and"
              + " in every checkpoint");
    }
    return "no secret";
  }
}
