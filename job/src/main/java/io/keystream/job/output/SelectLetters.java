package io.keystream.job.output;

import io.keystream.job.ledger.LetterSelection;
import org.apache.spark.api.java.function.Function;

/** Those dead letters that a selection includes, or those that it does not. */
final class SelectLetters implements Function<DeadLetter, Boolean> {
  private static final long serialVersionUID = 1L;

  private final LetterSelection selection;
  private final boolean included;

  SelectLetters(LetterSelection selection, boolean included) {
    this.selection = selection;
    this.included = included;
  }

  @Override
  public Boolean call(DeadLetter letter) {
    return selection.includes(letter.reason(), letter.rule(), letter.producedAt()) == included;
  }
}
