package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.config.FunctionJars;
import io.keystream.job.lifecycle.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line as an operator types it. */
class KeystreamTest {
  @TempDir private Path temporary;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpListsVerbsAndExitCodes() {
    assertThat(run("--help")).isZero();

    assertThat(out.toString())
        .contains(
            "preflight",
            "submit",
            "status",
            "explain",
            "stop",
            "tokens",
            "watchdog",
            "recover",
            "metrics",
            "ledger",
            "dead-letters",
            "replay",
            "compact",
            "hive-ddl",
            "compare",
            "bundle",
            "backup",
            "restore",
            "purge",
            "validate",
            "Exit codes:");
    for (ExitCode code : ExitCode.values()) {
      assertThat(out.toString())
          .containsPattern("(?m)^ +" + code.code() + " +" + code.meaning().split(" ", -1)[0]);
    }
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "quux",
        "submit --explode",
        "submit --wait-first-batch soon",
        "submit --conf novalue",
        "ledger",
        "dead-letters",
        "dead-letters list --since yesterday",
        "replay --from entry:1 --repair",
        "replay --from yesterday --to entry:2 --repair",
        "replay --from access:0=1,access:0=2 --to entry:2 --repair",
        "validate",
        "compare one",
        "backup",
        "bundle",
        "restore",
        "tokens --within fortnight",
        "tokens --within 14",
        "status --watch soon",
        "tokens --renew --cancel",
      })
  void aWrongCommandLineEndsWithTwoAndTellsTheUsage(String line) {
    assertThat(run(line.isEmpty() ? new String[0] : line.split(" ", -1))).isEqualTo(2);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("Usage: keystream");
  }

  @Test
  void validatePassesAGoodPipeline() throws Exception {
    Path folder = Releases.complete(temporary.resolve("release"));

    assertThat(run("validate", folder + "/pipeline.yaml")).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void validateTellsAllProblems() throws Exception {
    Path file =
        Files.writeString(
            temporary.resolve("pipeline.yaml"), "name: Has Spaces\nhome: relative\nsorce: {}\n");

    assertThat(run("validate", file.toString())).isEqualTo(10);
    assertThat(err.toString())
        .startsWith("keystream: Invalid configuration " + file + ": ")
        .contains("Has Spaces", "relative", "sorce", "one of output, outputs");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void validateNamesAFileThatIsNotThere() {
    Path file = temporary.resolve("missing.yaml");

    assertThat(run("validate", file.toString())).isEqualTo(10);
    assertThat(err.toString()).startsWith("keystream: No readable file " + file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "submit",
        "stop",
        "tokens",
        "tokens --cancel",
        "preflight",
        "recover --repair",
        "ledger show",
        "ledger verify",
        "dead-letters list",
        "dead-letters count",
        "dead-letters replay",
        "compact",
        "compare a b",
        "backup --to /backup",
        "restore --from /backup",
        "bundle --to bundle.zip",
        "purge",
        "hive-ddl"
      })
  void everyVerbNamesAReleaseThatIsNotThere(String verb) {
    String line = "--release " + temporary.resolve("missing") + " " + verb + " --json";

    assertThat(run(line.split(" ", -1))).isEqualTo(10);
    assertThat(err.toString())
        .startsWith("keystream: No readable pipeline.yaml in " + temporary.resolve("missing"));
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void theReleaseMayAlsoStandAfterTheVerb() {
    assertThat(run("ledger", "show", "--release", temporary.resolve("missing").toString()))
        .isEqualTo(10);
    assertThat(err.toString()).contains(temporary.resolve("missing").toString());
  }

  @Test
  void dynamicAllocationGivenByConfIsRefusedWithEleven() throws Exception {
    Path folder = Releases.complete(temporary.resolve("release"));

    int exit =
        run(
            "--release",
            folder.toString(),
            "submit",
            "--conf",
            "spark.executor.extraJavaOptions=-Da=b",
            "--conf",
            "spark.dynamicAllocation.enabled=true");

    assertThat(exit).isEqualTo(11);
    assertThat(err.toString())
        .startsWith(
            "keystream: Keystream stopped with exit code 11: spark.dynamicAllocation.enabled is"
                + " true, wanted false");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anEmptyLedgerIsShownAndVerified() throws Exception {
    String folder = Releases.complete(temporary.resolve("release")).toString();

    assertThat(run("--release", folder, "ledger", "show", "--json")).isZero();
    assertThat(run("--release", folder, "ledger", "verify", "--json")).isZero();

    assertThat(out.toString().lines())
        .containsExactly(
            "{\"entries\":[]}",
            "{\"ok\":true,\"entries\":0,\"first_entry\":0,\"files\":0,\"opened\":0,\"problems\":[],"
                + "\"warnings\":[],\"kafka\":null}");
  }

  @Test
  void aDamagedLedgerEndsWithFourteen() throws Exception {
    Path folder = Releases.complete(temporary.resolve("release"));
    Path ledger = Files.createDirectories(folder.resolve("home/ledger"));
    Files.writeString(ledger.resolve("000000000001"), "{");

    assertThat(run("--release", folder.toString(), "ledger", "verify")).isEqualTo(14);
    assertThat(err.toString()).contains("/home/ledger/000000000001 is damaged: ");
  }

  @Test
  void hiveDdlPrintsAStatementForEachOutputOfFiles() throws Exception {
    Path folder = Releases.complete(temporary.resolve("release"));
    Releases.append(
        folder,
        "pipeline.yaml",
        """
            partition-by: [status]
            hive:
              table: web.access
              metastore: ["thrift://m1:9083"]
        """);

    assertThat(run("--release", folder.toString(), "hive-ddl")).isZero();

    assertThat(out.toString())
        .contains(
            "CREATE EXTERNAL TABLE IF NOT EXISTS `web`.`access` (\n  `kafka_topic` string,\n",
            "PARTITIONED BY (`status` int)\nSTORED AS PARQUET\nLOCATION '/data/logs';\n\n",
            "CREATE EXTERNAL TABLE IF NOT EXISTS `logs_dead_letters` (\n",
            "LOCATION '" + folder + "/home/dead-letters';\n");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void hiveDdlNamesWhatHiveCannotRead() throws Exception {
    Path folder = Releases.complete(temporary.resolve("release"));
    Releases.append(
        folder, "pipeline.yaml", "  columns: [\"status\", \"status + 1 AS `next one`\"]\n");

    assertThat(run("--release", folder.toString(), "hive-ddl", "--json")).isEqualTo(1);

    assertThat(out.toString())
        .startsWith(
            "[{\"output\":\"files\",\"table\":\"logs_files\",\"ddl\":\"\",\"problems\":[\"the name"
                + " \\\"next one\\\", which has more than letters, digits and _\"]},{");
  }

  @Test
  void aQueryMayCallFunctionsOfTheReleasesJars() throws Exception {
    Path folder = Releases.complete(temporary.resolve("release"));
    FunctionJars.make(
        folder,
        "Shortened",
        "public class Shortened implements UDF1<String, Integer> {"
            + " public Integer call(String text) { return text.length(); } }");
    Releases.append(
        folder,
        "pipeline.yaml",
        """
        jars: [functions.jar]
        functions:
          shortened: com.example.Shortened
        transform:
          sql: SELECT shortened(path) AS size FROM records
        """);

    assertThat(run("--release", folder.toString(), "hive-ddl")).isZero();

    assertThat(out.toString())
        .contains("CREATE EXTERNAL TABLE IF NOT EXISTS `logs_files` (\n  `size` int\n)");
  }

  @Test
  void theDocumentationShowsWhatHiveDdlPrints() throws Exception {
    Path folder = Releases.complete(temporary.resolve("release"));
    Files.copy(
        Path.of("src", "main", "examples", "output-hive.yaml"),
        folder.resolve("pipeline.yaml"),
        StandardCopyOption.REPLACE_EXISTING);

    assertThat(run("--release", folder.toString(), "hive-ddl")).isZero();

    assertThat(Path.of("..", "docs", "output-files.md"))
        .content()
        .contains("```sql\n" + out + "```\n");
  }

  @Test
  void theDataOfAnotherJobIsNotPurged() throws Exception {
    String folder = Releases.complete(temporary.resolve("release")).toString();

    assertThat(run("--release", folder, "purge", "--with-data", "other")).isEqualTo(2);

    assertThat(err.toString())
        .isEqualTo("keystream: --with-data other: wanted the job's own name, logs\n");
  }

  @Test
  void theVersionIsTold() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("keystream ");
  }

  private int run(String... arguments) {
    CommandLine commandLine = Keystream.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
