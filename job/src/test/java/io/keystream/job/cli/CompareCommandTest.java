package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompareCommandTest {
  @TempDir private Path folder;
  private Path before;
  private Path after;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void placeReleases() throws Exception {
    place("0.1.0-a", "0.1.0-b");
  }

  private void place(String old, String young) throws Exception {
    before = Releases.complete(folder.resolve(old));
    after = Releases.complete(folder.resolve(young));
    Files.copy(
        before.resolve("pipeline.yaml"),
        after.resolve("pipeline.yaml"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void equalReleasesDoNotDiffer() {
    assertThat(compare()).isZero();

    assertThat(out.toString()).isEqualTo("from 0.1.0-a to 0.1.0-b\n  nothing differs\n");
  }

  @Test
  void eachKeyIsToldWithBothValues() throws Exception {
    Releases.append(after, "pipeline.yaml", "batch-interval: 7s\n");
    Releases.append(after, "spark.conf", "spark.executor.cores=3\n");
    Releases.append(after, "submit.properties", "queue = nightly\n");
    Files.writeString(after.resolve("log4j2.properties"), "a=b");
    Files.write(after.resolve("keystream.jar"), emptyArchive());

    assertThat(compare()).isZero();

    assertThat(out.toString().lines())
        .containsExactly(
            "from 0.1.0-a to 0.1.0-b",
            "  keystream.jar: no version, 0 bytes -> no version, 22 bytes",
            "  pipeline.yaml batch-interval: \"5000ms\" -> \"7000ms\"",
            "  spark.conf spark.executor.cores: (none) -> 3",
            "  submit.properties queue: (none) -> nightly",
            "  log4j2.properties: (none) -> 3 bytes");
  }

  @Test
  void aReleaseThatIsOnlyLaidOutElsewhereDoesNotDiffer() throws Exception {
    place("job/releases/0.1.0-a", "preflight/job/releases/0.1.0-a");
    name(before, folder.resolve("job"));
    name(after, folder.resolve("preflight/job"));

    assertThat(compare()).isZero();

    assertThat(out.toString()).isEqualTo("from 0.1.0-a to 0.1.0-a\n  nothing differs\n");
  }

  private static void name(Path release, Path folderOfJob) throws Exception {
    Releases.append(release, "submit.properties", "keytab = " + folderOfJob + "/job.keytab\n");
    Files.writeString(
        release.resolve("kafka-client.properties"), "keyTab=\"" + folderOfJob + "/job.keytab\"");
  }

  @Test
  void whatMayBeSecretIsNotShown() throws Exception {
    Releases.append(before, "spark.conf", "spark.some.password=hunter2\n");
    Releases.append(after, "spark.conf", "spark.some.password=hunter3\n");

    assertThat(compare()).isZero();

    assertThat(out.toString())
        .contains("spark.conf spark.some.password: *** -> ***")
        .doesNotContain("hunter");
  }

  @Test
  void whereProgressIsLeftBehindTheExitCodeIsOne() throws Exception {
    Path yaml = after.resolve("pipeline.yaml");
    Files.writeString(yaml, Files.readString(yaml).replace("0.1.0-a/home", "elsewhere"));

    assertThat(compare("--json")).isEqualTo(1);

    assertThat(out.toString())
        .startsWith("{\"ok\":false,\"same\":false,")
        .contains("\"refusals\":[\"home is " + folder + "/elsewhere, the ledger is in ");
  }

  @Test
  void aReleaseThatIsNotThereIsNamed() {
    after = folder.resolve("missing");

    assertThat(compare()).isEqualTo(10);

    assertThat(err.toString()).contains("No readable pipeline.yaml in " + after);
  }

  private static byte[] emptyArchive() {
    byte[] end = new byte[22];
    end[0] = 'P';
    end[1] = 'K';
    end[2] = 5;
    end[3] = 6;
    return end;
  }

  private int compare(String... options) {
    CommandLine commandLine = Keystream.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    List<String> arguments = new ArrayList<>(List.of("--release", before.toString(), "compare"));
    arguments.addAll(List.of(before.toString(), after.toString()));
    arguments.addAll(List.of(options));
    return commandLine.execute(arguments.toArray(String[]::new));
  }
}
