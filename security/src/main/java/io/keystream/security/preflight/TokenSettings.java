package io.keystream.security.preflight;

import java.time.Duration;

/**
 * When Spark fetches new tokens.
 *
 * @param renewalRatio part of a token's interval after which it does
 * @param retryWait time until it tries again what failed
 */
public record TokenSettings(double renewalRatio, Duration retryWait) {

  /** Whether a fetch that fails once is tried again while the old token is still good. */
  void judge(String token, Duration interval, Complaints complaints) {
    long margin = Math.round(interval.toMillis() * (1 - renewalRatio) / 1000);
    if (renewalRatio <= 0 || renewalRatio >= 1) {
      complaints.error("spark.security.credentials.renewalRatio is " + renewalRatio);
    } else if (retryWait.toSeconds() >= margin) {
      complaints.error(
          token
              + " tokens end "
              + interval.toSeconds()
              + " s after each renewal; new ones are fetched "
              + margin
              + " s before that, and what fails is tried again after "
              + retryWait.toSeconds()
              + " s (spark.security.credentials.retryWait): too late");
    }
  }
}
