package io.keystream.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ExplainCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void showsThePageOfAMessageWithoutAnyRelease() {
    assertThat(run("--release", "/nowhere", "explain", "Clock", "skew", "too", "great", "(37)"))
        .isZero();

    assertThat(out.toString())
        .startsWith("Clock skew too great (37)\n  seen  once, first in line 1: Clock skew")
        .contains("  page  runbooks/procedures/mend-preflight.md#clock\n", "chronyc tracking");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void saysWhatWasLookedThroughAndWhatToDoWhereNothingIsKnown() {
    assertThat(run("explain", "quux")).isEqualTo(1);

    assertThat(out.toString())
        .containsPattern(
            "^Nothing of this is known. Looked through \\d\\d+ messages, \\d+ alerts, ")
        .containsPattern("11 exit codes, \\d\\d preflight checks\\.\n\nNext:\n")
        .contains("keystream status", "keystream preflight");
  }

  @Test
  void answersMachines() {
    assertThat(run("explain", "--json", "14")).isZero();

    assertThat(out.toString())
        .startsWith(
            "{\"explanations\":[{\"page\":\"runbooks/procedures/recover-ledger.md\",\"title\":"
                + "\"Recover a ledger\",\"findings\":[{\"topic\":{\"kind\":\"EXIT_CODE\",\"name\":"
                + "\"14\",")
        .contains("\"sections\":[{\"heading\":\"Meaning\",\"text\":\"The job stopped with")
        .contains("\"looked_through\":{\"messages\":", "\"exit_codes\":11,");
  }

  @Test
  void readsStandardInputWhereNoTextIsGiven() {
    assertThat(pipe("one\ntwo: Cannot contact any KDC\n")).isZero();

    assertThat(out.toString()).contains("seen  once, first in line 2: two: Cannot contact any KDC");
  }

  @Test
  void namesWhatItDoesNotShowInFull() {
    String log =
        """
        Cannot contact any KDC
        Clock skew too great (37)
        Message stream modified (41)
        Message stream modified (41)
        exit code 14
        """;
    assertThat(pipe(log)).isZero();

    assertThat(out.toString())
        .startsWith("Message stream modified (41)\n  seen  2 times, first in line 3: ")
        .contains("\nAlso, in full with --all:\n", "\n  Cannot contact any KDC (once, line 1): ")
        .endsWith("\n  14 (once, line 5): runbooks/procedures/recover-ledger.md\n");

    assertThat(pipe(log, "--all")).isZero();
    assertThat(out.toString()).contains("`nc -zv <kdc> 88`").contains("### Restore the entry");
  }

  private int pipe(String text, String... options) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(text.getBytes(UTF_8)));
    try {
      String[] arguments = new String[options.length + 1];
      arguments[0] = "explain";
      System.arraycopy(options, 0, arguments, 1, options.length);
      return run(arguments);
    } finally {
      System.setIn(before);
    }
  }

  private int run(String... arguments) {
    CommandLine commandLine = Keystream.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
