package io.keystream.job.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What must hold between the keys of a source of files, and keeps it off what the job writes. */
final class FilesSourceRules {
  private final String section;
  private final Values values;
  private final List<Problem> problems;

  /**
   * Rules of one source.
   *
   * @param path of its section, such as {@code source.files}
   */
  FilesSourceRules(String path, Values values, List<Problem> problems) {
    this.section = path + ".";
    this.values = values;
    this.problems = problems;
  }

  void check() {
    checkMoveTo();
    String path = section + "path";
    List<String> written = new ArrayList<>(List.of("home", "dead-letters.path"));
    OutputRules.sections(values).forEach(output -> written.add(output + ".files.path"));
    for (String other : written) {
      checkOutside(path, other);
      checkOutside(other, path);
    }
    checkOutside(section + "move-to", path);
    checkAges();
  }

  private void checkMoveTo() {
    String moveTo = section + "move-to";
    String after = section + "after";
    boolean given = values.find(moveTo).isPresent();
    if (values.is(after, AfterReading.MOVE) && !given) {
      problem(moveTo, after, "a value, because of after: move", "no such key", "add it");
    } else if (given && !values.is(after, AfterReading.MOVE)) {
      problem(
          moveTo,
          moveTo,
          "no such key without after: move",
          "\"" + values.text(moveTo).orElseThrow() + "\"",
          "remove it, or set after: move");
    }
  }

  private void checkAges() {
    Optional<Object> youngest = values.find(section + "min-age");
    Optional<Object> oldest = values.find(section + "max-age");
    if (youngest.isPresent()
        && oldest.isPresent()
        && ((Duration) youngest.get()).compareTo((Duration) oldest.get()) >= 0) {
      problem(
          section + "max-age",
          section + "max-age",
          "more than min-age (" + values.text(section + "min-age").orElseThrow() + ")",
          "\"" + values.text(section + "max-age").orElseThrow() + "\"",
          "correct one of the two");
    }
  }

  private void checkOutside(String innerKey, String outerKey) {
    Optional<FolderPath> inner = values.text(innerKey).map(FolderPath::of);
    Optional<FolderPath> outer = values.text(outerKey).map(FolderPath::of);
    if (inner.isPresent() && outer.isPresent() && inner.get().isWithin(outer.get())) {
      problem(
          innerKey,
          innerKey,
          "a folder outside " + outerKey + " (" + outer.get().text() + ")",
          "\"" + inner.get().text() + "\"",
          "choose another folder");
    }
  }

  private void problem(String path, String lineOf, String wanted, String found, String remedy) {
    problems.add(new Problem(path, values.line(lineOf), wanted, found, remedy));
  }
}
