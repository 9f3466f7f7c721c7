package io.keystream.security.preflight;

/**
 * One thing to find out before the job starts.
 *
 * @param id stable name, also the anchor in the runbook
 * @param severity what a failed check means
 * @param lookedAt what is looked at, for the report
 * @param remedy what to do if it fails
 * @param probe how to find out
 */
public record Check(String id, Severity severity, String lookedAt, String remedy, Probe probe) {

  /** What a failed check means. */
  public enum Severity {
    /** The job would not live. */
    ERROR,
    /** The job lives, but not as it should. */
    WARNING
  }

  /** Finds out. */
  @FunctionalInterface
  public interface Probe {
    /**
     * What was found, if it is good.
     *
     * @throws Exception if it is not; the message says what was found instead
     */
    String find() throws Exception;
  }

  /** A check whose failure stops the deployment. */
  public static Check error(String id, String lookedAt, String remedy, Probe probe) {
    return new Check(id, Severity.ERROR, lookedAt, remedy, probe);
  }

  /** A check whose failure is only told. */
  public static Check warning(String id, String lookedAt, String remedy, Probe probe) {
    return new Check(id, Severity.WARNING, lookedAt, remedy, probe);
  }

  /** The same of one of several things. An empty name is that of an only one. */
  public Check of(String name) {
    return name.isEmpty() ? this : new Check(id, severity, name + ": " + lookedAt, remedy, probe);
  }

  /** The same, found out in another way. */
  Check probing(Probe another) {
    return new Check(id, severity, lookedAt, remedy, another);
  }
}
