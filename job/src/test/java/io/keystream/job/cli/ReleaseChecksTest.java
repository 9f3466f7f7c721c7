package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.security.preflight.Finding;
import io.keystream.security.preflight.NotAsWanted;
import io.keystream.security.preflight.Preflight;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseChecksTest {
  private static final String SERVICE =
      "META-INF/services/org.apache.spark.security.HadoopDelegationTokenProvider";

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void makeRelease() throws IOException {
    folder = Releases.complete(temporary.resolve("release"));
  }

  @Test
  void passesACompleteRelease() throws Exception {
    jar(SERVICE, "io/keystream/A.class");

    assertThat(run().checks()).allSatisfy(f -> assertThat(f.ok()).as(f.found()).isTrue());
    assertThat(finding("jar").found()).isEqualTo("1 classes, no signatures, all service files");
  }

  @Test
  void refusesAJarThatWasCut() throws Exception {
    Files.writeString(folder.resolve("keystream.jar"), "PK cut");

    assertThat(finding("jar").found()).startsWith("no jar, or not whole: ");
  }

  @Test
  void refusesAJarWithSignaturesOfOthers() throws Exception {
    jar(SERVICE, "META-INF/BC.SF");

    assertThat(finding("jar").found())
        .isEqualTo(
            "holds signatures of other jars, so Java says Invalid signature file digest:"
                + " [META-INF/BC.SF]");
  }

  @Test
  void refusesAJarThatLostItsServiceFiles() throws Exception {
    jar("io/keystream/A.class");

    assertThat(finding("jar").found())
        .isEqualTo("lacks [" + SERVICE + "]: Spark would fetch no Kafka tokens");
  }

  @Test
  void namesShippedFilesThatAreNotThere() throws Exception {
    Releases.append(folder, "submit.properties", "files=missing.properties\n");

    assertThat(finding("shipped-files").found())
        .isEqualTo("not there, or not readable: [" + folder.resolve("missing.properties") + "]");
  }

  @Test
  void refusesTwoShippedFilesOfOneName() throws Exception {
    Path other = Files.createDirectory(temporary.resolve("other"));
    Files.writeString(folder.resolve("a.properties"), "");
    Files.writeString(other.resolve("a.properties"), "");
    Releases.append(
        folder, "submit.properties", "files=a.properties," + other.resolve("a.properties") + "\n");

    assertThat(finding("shipped-files").found())
        .startsWith("Two files to ship have the same base name: ");
  }

  @Test
  void refusesSecretsInSettingsAndDoesNotPrintThem() throws Exception {
    Releases.append(
        folder,
        "spark.conf",
        """
        spark.hadoop.fs.s3a.secret.key=hunter2
        spark.app.url=jdbc:x://db/x?user=me&password=hunter2
        spark.redaction.regex=(?i)secret|password
        """);

    assertThat(finding("secrets").found())
        .startsWith("secrets in [spark.hadoop.fs.s3a.secret.key, spark.app.url]: ")
        .doesNotContain("hunter2");
  }

  @Test
  void refusesADiskThatIsNearlyFull() throws Exception {
    ReleaseChecks checks = new ReleaseChecks(Release.load(folder));

    assertThatThrownBy(() -> checks.space(Long.MAX_VALUE))
        .isInstanceOf(NotAsWanted.class)
        .hasMessageContaining(" MB at " + folder)
        .hasMessageEndingWith("wanted " + (Long.MAX_VALUE >> 20) + " MB");
  }

  private void jar(String... entries) throws IOException {
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(folder.resolve("keystream.jar")))) {
      for (String entry : entries) {
        jar.putNextEntry(new JarEntry(entry));
        jar.write("x".getBytes(StandardCharsets.UTF_8));
        jar.closeEntry();
      }
    }
  }

  private Finding finding(String id) throws Exception {
    return run().checks().stream().filter(f -> f.id().equals(id)).findFirst().orElseThrow();
  }

  private Preflight run() throws Exception {
    return Preflight.run(new ReleaseChecks(Release.load(folder)).all());
  }
}
