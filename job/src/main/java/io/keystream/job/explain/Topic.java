package io.keystream.job.explain;

/**
 * Something that has a page.
 *
 * @param name as operators see it: the message, the number of the exit code, the check, the alert
 *     or the page
 * @param target page of the repository, and anchor if it is a part of it
 */
public record Topic(Kind kind, String name, String target) {

  /** What kind of thing is explained. */
  public enum Kind {
    MESSAGE("messages"),
    ALERT("alerts"),
    EXIT_CODE("exit codes"),
    CHECK("preflight checks"),
    PAGE("pages");

    private final String plural;

    Kind(String plural) {
      this.plural = plural;
    }

    /** For people. */
    public String plural() {
      return plural;
    }
  }

  String page() {
    int hash = target.indexOf('#');
    return hash < 0 ? target : target.substring(0, hash);
  }

  String anchor() {
    int hash = target.indexOf('#');
    return hash < 0 ? "" : target.substring(hash + 1);
  }
}
