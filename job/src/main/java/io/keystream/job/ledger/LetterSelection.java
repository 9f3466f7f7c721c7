package io.keystream.job.ledger;

import java.io.Serializable;
import java.time.Instant;

/**
 * Which dead letters are meant. What is null selects all.
 *
 * @param reason text that the reason contains
 * @param rule name of the rule that failed
 * @param since the record was produced then or later; one without a time was not
 * @param until the record was produced before; one without a time was not
 */
public record LetterSelection(String reason, String rule, Instant since, Instant until)
    implements Serializable {
  public static final LetterSelection ALL = new LetterSelection(null, null, null, null);

  /**
   * Whether a dead letter is one of them.
   *
   * @param itsRule null if none failed
   * @param producedAt null for a record without a time
   */
  public boolean includes(String itsReason, String itsRule, Instant producedAt) {
    return (reason == null || itsReason.contains(reason))
        && (rule == null || rule.equals(itsRule))
        && (since == null || (producedAt != null && !producedAt.isBefore(since)))
        && (until == null || (producedAt != null && producedAt.isBefore(until)));
  }
}
