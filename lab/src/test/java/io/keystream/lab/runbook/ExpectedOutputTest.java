package io.keystream.lab.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectedOutputTest {

  @Test
  void onlyCodeOfTheFirstSentenceIsExpected() {
    ExpectedOutput expected =
        expected("Expected: `Safe mode is OFF`, with room. If not, `hdfs` has to be mended.");

    assertThat(expected.problems("Safe mode is OFF\n")).isEmpty();
    assertThat(expected.problems("Safe mode is ON")).containsExactly("wanted 'Safe mode is OFF'");
  }

  @Test
  void aSentenceDoesNotEndWithinCode() {
    ExpectedOutput expected = expected("Expected: `a. b`, `c; d`; not `e`.");

    assertThat(expected.problems("a. b")).containsExactly("wanted 'c; d'");
  }

  @Test
  void whitespaceIsFolded() {
    assertThat(expected("Expected: `ok   kdc`").problems("  ok\n kdc")).isEmpty();
  }

  @Test
  void anEllipsisAndANameInBracketsStandForAnything() {
    ExpectedOutput expected = expected("Expected: `release … of <job>: done`.");

    assertThat(expected.problems("release 0.1 of access-logs: done")).isEmpty();
    assertThat(expected.problems("release 0.1 of access-logs: not done")).hasSize(1);
  }

  @Test
  void aNumberOfSeveralDigitsStandsForAnyAndASingleDigitForItself() {
    assertThat(expected("Expected: `360 files`").problems("12 files")).isEmpty();
    assertThat(expected("Expected: `up 1`").problems("up 0")).containsExactly("wanted 'up 1'");
    assertThat(expected("Expected: `up 1`").problems("up 10")).hasSize(1);
  }

  @Test
  void aWordIsNotFoundWithinAnother() {
    assertThat(expected("Expected: every row `OK`").problems("TOKEN")).hasSize(1);
    assertThat(expected("Expected: every row `OK`").problems("TOKEN OK")).isEmpty();
  }

  @Test
  void oneOfSeveralIsEnough() {
    ExpectedOutput expected = expected("Expected: `RUNNING` or `ACCEPTED`, and `attempt`.");

    assertThat(expected.problems("ACCEPTED attempt 1")).isEmpty();
    assertThat(expected.problems("FAILED attempt 1"))
        .containsExactly("wanted 'RUNNING' or 'ACCEPTED'");
  }

  @Test
  void whatHasNoBeforeItIsNotToBeThere() {
    ExpectedOutput expected = expected("Expected: `Ready.`, and no `FAIL`.");

    assertThat(expected.problems("ok kdc\nReady.")).isEmpty();
    assertThat(expected.problems("FAIL kdc\nReady.")).containsExactly("wanted no 'FAIL'");
  }

  @Test
  void charactersWithAMeaningInPatternsAreTakenAsTheyAre() {
    String text = "Expected: `up{pipeline=\"<job>\"} 1`, `(a|b) [c].*`.";

    assertThat(expected(text).problems("up{pipeline=\"x\"} 1\n(a|b) [c].*")).isEmpty();
    assertThat(expected(text).problems("up{pipeline=\"x\"} 1\na c")).hasSize(1);
  }

  @Test
  void aParagraphWithoutCodeExpectsNothingThatCouldBeCompared() {
    assertThat(expected("Expected: the values fall, within minutes.").problems("")).isEmpty();
  }

  private static ExpectedOutput expected(String paragraph) {
    return ExpectedOutput.parse(paragraph, List.of());
  }
}
