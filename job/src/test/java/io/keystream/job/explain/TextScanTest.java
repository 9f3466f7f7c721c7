package io.keystream.job.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** That the pages as they are in the jar are found. */
class TextScanTest {
  private static final Pages PAGES = new Pages();
  private static final RunbookIndex INDEX = RunbookIndex.of(PAGES);

  @Test
  void everyMessageOfTheIndexIsFoundByItself() {
    INDEX
        .messages()
        .forEach(
            (message, topic) ->
                assertThat(scan(message.text().replace("…", "some thing")))
                    .as(message.text())
                    .extracting(Finding::topic)
                    .contains(topic));
  }

  @ParameterizedTest
  @EnumSource(ExitCode.class)
  void everyExitCodeHasItsRow(ExitCode code) {
    List<Finding> found = scan(String.valueOf(code.code()));

    assertThat(found).as("exit code %s in docs/exit-codes.md", code.code()).hasSize(1);
    assertThat(found.get(0).topic().kind()).isEqualTo(Topic.Kind.EXIT_CODE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Keystream stopped with exit code 14: it is so | runbooks/procedures/recover-ledger.md",
        "keystream submit ended with 11 | runbooks/procedures/mend-preflight.md#dynamic-allocation",
        "keytab-kvno | runbooks/procedures/mend-preflight.md#keytab-kvno",
        "rotate-keytab | runbooks/procedures/rotate-keytab.md",
        "mend-preflight#clock | runbooks/procedures/mend-preflight.md#clock",
        "docs/security.md | docs/security.md",
        "x; see runbooks/procedures/mend-preflight.md#kdc | runbooks/procedures/mend-preflight.md#kdc",
        "FAIL clock: 400 s apart | runbooks/procedures/mend-preflight.md#clock",
        "FAIL clock                     KDCs: 400 s | runbooks/procedures/mend-preflight.md#clock",
      })
  void exitCodesChecksAndPagesAreKnownByName(String text, String target) {
    assertThat(scan(text)).first().extracting(found -> found.topic().target()).isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Container exited with a non-zero exit code 14. Error file: prelaunch.err",
        "2026-01-31T10:15:32Z exit code 0: access-logs RUNNING: application_1_0001 is there",
        "INFO ApplicationMaster: Final app status: SUCCEEDED, exitCode: 14",
        "INFO CommitBatch: Committed entry 12: 500 records, 498 written, 2 dead-lettered",
        "INFO HadoopDelegationTokenManager: Scheduling renewal in 18.0 h.",
        "all went well and has ended, nothing is gone",
        "ok keytab-kvno: as in the KDC",
        "../../etc/passwd",
      })
  void whatIsWellNamesNothing(String text) {
    assertThat(scan(text)).isEmpty();
  }

  @Test
  void theLongestMessageComesFirstAndExitCodesLast() {
    List<Finding> found =
        scan(
            "Keystream stopped with exit code 14: x\nCannot contact any KDC\nDynamic Allocation"
                + " cannot be enabled for both streaming and core");

    assertThat(found)
        .extracting(finding -> finding.topic().name())
        .containsExactly(
            "Dynamic Allocation cannot be enabled for both streaming and core",
            "Cannot contact any KDC",
            "14");
  }

  @Test
  void aLogOfAnyLengthIsReadAndEachPlaceCountsOnce() {
    StringBuilder log = new StringBuilder();
    String line = "x".repeat(97) + "\n";
    for (int i = 1; i <= 10_000; i++) {
      log.append(i % 1_000 == 0 ? "kinit: Cannot contact any\n  KDC for realm\n" : line);
    }

    List<Finding> found = scan(log.toString());

    assertThat(found).hasSize(1);
    assertThat(found.get(0).times()).isEqualTo(10);
    assertThat(found.get(0).line()).isEqualTo(1_000);
    assertThat(found.get(0).excerpt()).isEqualTo("kinit: Cannot contact any");
  }

  @Test
  void aTextOfOneLineIsReadInPieces() {
    String text = "x".repeat(300_000) + " Cannot contact any KDC " + "y".repeat(300_000);

    assertThat(scan(text)).singleElement().satisfies(f -> assertThat(f.line()).isOne());
  }

  @Test
  void anExcerptHidesWhatATerminalWouldObey() {
    assertThat(scan("a\u001b[2J Cannot contact any KDC\u0007"))
        .singleElement()
        .extracting(Finding::excerpt)
        .isEqualTo("a [2J Cannot contact any KDC");
  }

  @Test
  void aLinkedSectionIsShownAloneAndOfAPageMeaningAndMitigation() {
    assertThat(explain("clock")).extracting(Explanation.Section::heading).containsExactly("clock");
    assertThat(explain("recover-ledger"))
        .extracting(Explanation.Section::heading)
        .containsExactly("Meaning", "Mitigation");
    assertThat(explain("check-job#diagnosis"))
        .extracting(Explanation.Section::heading)
        .containsExactly("Meaning", "Diagnosis", "Mitigation");
  }

  @Test
  void everyTopicHasAPageWithSomethingToShow() {
    for (Topic topic : INDEX.topics()) {
      Optional<MarkdownPage> page = PAGES.find(topic.page());
      assertThat(page).as("page of %s", topic).isPresent();
      assertThat(topic.anchor().isEmpty() || page.get().part(topic.anchor()).isPresent())
          .as("anchor of %s", topic)
          .isTrue();
      List<Explanation> shown = Explanation.of(List.of(new Finding(topic, 0, 1, 1, "")), PAGES);
      assertThat(shown.get(0).sections()).as("what is shown of %s", topic).isNotEmpty();
    }
  }

  private static List<Explanation.Section> explain(String text) {
    return Explanation.of(scan(text), PAGES).get(0).sections();
  }

  private static List<Finding> scan(String text) {
    try {
      return new TextScan(INDEX).read(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
