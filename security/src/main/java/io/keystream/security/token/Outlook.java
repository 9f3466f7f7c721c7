package io.keystream.security.token;

import io.keystream.security.token.Credential.Renewer;
import java.time.Duration;
import java.time.Instant;

/**
 * What is to be expected of a credential of a running job.
 *
 * @param state whether somebody has to do something
 * @param left time until the end, in words; empty if there is no end
 * @param action what happens next, or what is to be done
 */
public record Outlook(State state, String left, String action) {
  /** What the driver says a little later than it happens is not late. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  /** Whether somebody has to do something. */
  public enum State {
    OK,
    /** Ends within the horizon, and nothing renews it. */
    ENDING,
    /** Should have been renewed before now. */
    OVERDUE,
    ENDED,
    /** The brokers do not know it. */
    GONE,
    /** The KDC has a newer key. */
    OUTDATED,
    /** Could not be looked at. */
    UNKNOWN;

    /** Whether the job will fail unless somebody does something. */
    public boolean bad() {
      return this != OK && this != UNKNOWN;
    }
  }

  /**
   * Judges a credential.
   *
   * @param horizon how far ahead an end counts that nothing puts off
   */
  public static Outlook of(Credential credential, Instant now, Duration horizon) {
    Instant end = credential.expires();
    String left = end == null ? "" : TimeLeft.between(now, end);
    if (credential.renewedBy() == null) {
      return new Outlook(State.UNKNOWN, left, credential.remark());
    }
    if (end != null && !end.isAfter(now)) {
      return new Outlook(State.ENDED, left, "ended: " + replacement(credential.renewedBy()));
    }
    if (credential.renewedBy() == Renewer.NOBODY) {
      return unrenewed(credential, now, horizon, left);
    }
    return renewed(credential, now, left);
  }

  /**
   * Judges a keytab.
   *
   * @param inKdc version of the key that the KDC has
   */
  public static Outlook ofKeytab(Credential keytab, int inKdc) {
    String versions = "kvno " + keytab.id() + ", in the KDC " + inKdc;
    return Integer.parseInt(keytab.id()) < inKdc
        ? new Outlook(State.OUTDATED, "", "replace it: " + versions)
        : new Outlook(State.OK, "", versions);
  }

  /** Of a token that the brokers have forgotten. */
  public static Outlook gone() {
    return new Outlook(State.GONE, "", "unknown to the brokers: keystream tokens --renew");
  }

  private static Outlook unrenewed(
      Credential credential, Instant now, Duration horizon, String left) {
    Instant end = credential.expires();
    if (end == null) {
      return new Outlook(State.OK, left, credential.remark() == null ? "" : credential.remark());
    }
    boolean soon = end.isBefore(now.plus(horizon));
    return new Outlook(
        soon ? State.ENDING : State.OK,
        left,
        soon ? "replace it: nothing renews it" : "to be replaced by hand");
  }

  private static Outlook renewed(Credential credential, Instant now, String left) {
    Instant planned = credential.renewal();
    String who =
        switch (credential.renewedBy()) {
          case SPARK -> "renewed by Spark";
          case KEEPER -> "renewed by the driver in Spark's place";
          case LOGIN -> "new login from the keytab";
          case YARN -> "renewed by YARN";
          case NOBODY -> throw new IllegalArgumentException(credential.toString());
        };
    if (planned == null) {
      return new Outlook(State.OK, left, who);
    }
    if (planned.plus(GRACE).isBefore(now)) {
      String late = TimeLeft.of(Duration.between(planned, now));
      return new Outlook(State.OVERDUE, left, "overdue for " + late + ": see the driver's log");
    }
    boolean ahead = planned.isAfter(now);
    return new Outlook(
        State.OK, left, who + (ahead ? " in " + TimeLeft.between(now, planned) : " now"));
  }

  private static String replacement(Renewer renewer) {
    return renewer == Renewer.NOBODY ? "replace it" : "see the driver's log";
  }
}
