package io.keystream.job.config;

import java.util.List;
import java.util.Optional;

/** Keeps home, output and dead letters out of each other's way. */
final class FolderRules {
  private static final String HOME = "home";
  private static final String OUTPUT = "output.files.path";
  private static final String DEAD_LETTERS = "dead-letters.path";

  /** Folders below home that belong to the job. */
  static final List<String> RESERVED =
      List.of(
          "ledger", "epochs", "checkpoint", "state", "staging", "control", "releases", "received");

  private final Values values;
  private final List<Problem> problems;

  FolderRules(Values values, List<Problem> problems) {
    this.values = values;
    this.problems = problems;
  }

  void check() {
    checkOutside(HOME, OUTPUT);
    checkOutside(HOME, DEAD_LETTERS);
    checkOutside(DEAD_LETTERS, OUTPUT);
    if (!values.text(OUTPUT).equals(values.text(DEAD_LETTERS))) {
      checkOutside(OUTPUT, DEAD_LETTERS);
    }
    checkNotReserved(OUTPUT);
    checkNotReserved(DEAD_LETTERS);
  }

  private void checkOutside(String innerKey, String outerKey) {
    Optional<FolderPath> inner = values.text(innerKey).map(FolderPath::of);
    Optional<FolderPath> outer = values.text(outerKey).map(FolderPath::of);
    if (inner.isPresent() && outer.isPresent() && inner.get().isWithin(outer.get())) {
      problem(
          innerKey, "a folder outside " + outerKey + " (" + outer.get().text() + ")", inner.get());
    }
  }

  private void checkNotReserved(String key) {
    Optional<FolderPath> home = values.text(HOME).map(FolderPath::of);
    Optional<FolderPath> folder = values.text(key).map(FolderPath::of);
    if (home.isEmpty() || folder.isEmpty()) {
      return;
    }
    RESERVED.stream()
        .filter(name -> folder.get().isWithin(home.get().child(name)))
        .forEach(
            name ->
                problem(
                    key,
                    "a folder outside "
                        + home.get().child(name).text()
                        + ", which is the job's own",
                    folder.get()));
  }

  private void problem(String key, String wanted, FolderPath found) {
    problems.add(
        new Problem(
            key, values.line(key), wanted, "\"" + found.text() + "\"", "choose another folder"));
  }
}
