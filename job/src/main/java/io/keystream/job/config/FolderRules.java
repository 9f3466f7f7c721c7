package io.keystream.job.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps home, outputs and dead letters out of each other's way. */
final class FolderRules {
  private static final String HOME = "home";
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
    List<String> written = new ArrayList<>();
    OutputRules.sections(values).forEach(section -> written.add(section + ".files.path"));
    written.add(DEAD_LETTERS);
    written.forEach(key -> checkOutside(HOME, key));
    for (String inner : written) {
      for (String outer : written) {
        if (!inner.equals(outer)) {
          checkApart(inner, outer);
        }
      }
    }
    written.forEach(this::checkNotReserved);
  }

  /** Of two equal folders one problem is enough. */
  private void checkApart(String innerKey, String outerKey) {
    boolean equal = values.text(innerKey).equals(values.text(outerKey));
    if (!equal || innerKey.compareTo(outerKey) < 0) {
      checkOutside(innerKey, outerKey);
    }
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
