package io.keystream.job.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownMessageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Clock skew too great (37) | GSSException: Clock skew too great (37) - PREAUTH_FAILED",
        "Clock skew too great (37) | CLOCK SKEW TOO GREAT (37)",
        "Clock skew too great (37) | Clock   skew too gr\\neat (3\\n7)",
        "Client '…' not found in Kerberos database | kinit: Client 'a@B' not found in Kerberos database",
        "Node … disconnected | [AdminClient clientId=a] Node 1 disconnected.",
        "Not authorized to access group: spark-executor-… | Not authorized to access group: spark-executor-g",
        "(HDFS_DELEGATION_TOKEN …) is expired | (HDFS_DELEGATION_TOKEN token 2 for job) is expired",
        "EOFException | java.io.EOFException: null",
        "GONE | GONE      KAFKA_DELEGATION_TOKEN",
      })
  void isFoundWhereverLinesAreBrokenAndHoweverPlaceholdersAreFilled(String message, String text) {
    assertThat(found(message, text.replace("\\n", "\n"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Node … disconnected | NodeManager: container disconnected",
        "Node … disconnected | Node 1 is disconnectedly",
        "GONE | all is gone",
        "GONE | FORGONE",
        "EOFException | SomeEOFExceptionHandler",
        "Clock skew too great (37) | Clock skew too great",
      })
  void isNotFoundInsideOtherWords(String message, String text) {
    assertThat(found(message, text)).isFalse();
  }

  @Test
  void aPlaceholderStandsForAFewWordsOnly() {
    assertThat(found("Node … disconnected", "Node " + "x".repeat(200) + " disconnected")).isTrue();
    assertThat(found("Node … disconnected", "Node " + "x".repeat(201) + " disconnected")).isFalse();
  }

  @Test
  void aLongerMessageIsMoreSpecific() {
    assertThat(new KnownMessage("Checksum … failed").specificity()).isEqualTo(14);
    assertThat(new KnownMessage("Checksum failed").specificity()).isEqualTo(14);
    assertThat(new KnownMessage("Checksum failed (3)").specificity()).isEqualTo(17);
  }

  @Test
  void theBackquotedTextsOfACellAreMessages() {
    assertThat(KnownMessage.in("`is damaged`, `Entries … missing` (exit code 14)"))
        .extracting(KnownMessage::text)
        .containsExactly("is damaged", "Entries … missing");
  }

  @Test
  void aMessageOfNothingButPlaceholdersIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KnownMessage("… …"))
        .withMessage("A message of nothing but placeholders: '… …'");
  }

  private static boolean found(String message, String text) {
    return new KnownMessage(message).find(new Window(text), 0).isPresent();
  }
}
