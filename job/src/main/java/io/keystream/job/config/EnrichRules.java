package io.keystream.job.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.StructType;

/** What must hold for reference data, whatever the columns of the rows are. */
final class EnrichRules {
  static final String SECTION = "enrich";

  private static final Pattern PASSWORD =
      Pattern.compile("(?i)password\\s*=|pwd\\s*=|//[^/@]*:[^/@]*@");

  private final Values values;
  private final List<Problem> problems;

  EnrichRules(Values values, List<Problem> problems) {
    this.values = values;
    this.problems = problems;
  }

  void check() {
    for (String name : values.names(SECTION)) {
      String section = SECTION + "." + name;
      exactlyOne(section, EnrichConfig.KINDS.stream().filter(k -> has(section, k)).toList());
      checkFiles(section + ".files");
      if (has(section, "jdbc")) {
        checkJdbc(section + ".jdbc");
      }
      checkBounds(section);
    }
  }

  /**
   * Checks that rows can be joined.
   *
   * @param records columns of the rows before, if they can be told
   * @return columns of the rows after, or nothing where they cannot be told
   */
  Optional<StructType> checkColumns(Optional<StructType> records) {
    Optional<StructType> rows = records;
    for (String name : values.names(SECTION)) {
      ReferenceRules rules = new ReferenceRules(values, problems, SECTION + "." + name);
      rows = rules.check(rows);
    }
    return rows;
  }

  private boolean has(String section, String kind) {
    return values.hasSection(section + "." + kind);
  }

  private void exactlyOne(String section, List<String> found) {
    if (found.size() != 1) {
      problem(
          section,
          "one of " + String.join(", ", EnrichConfig.KINDS),
          found.isEmpty() ? "none of them" : String.join(" and ", found),
          found.isEmpty() ? "add one" : "make it two references");
    }
  }

  private void checkFiles(String files) {
    Optional<Object> format = values.find(files + ".format");
    if (format.isEmpty() || format.get() == ReferenceFormat.CSV) {
      return;
    }
    refuse(files + ".header", "false", "format: " + format.get());
    refuse(files + ".delimiter", ",", "format: " + format.get());
  }

  private void refuse(String path, String usual, String because) {
    values
        .text(path)
        .filter(text -> !text.equals(usual))
        .ifPresent(
            text ->
                problem(
                    path,
                    "no such key with " + because,
                    "\"" + text + "\"",
                    "remove it, or set format: csv"));
  }

  private void checkJdbc(String jdbc) {
    boolean table = values.find(jdbc + ".table").isPresent();
    if (table == values.find(jdbc + ".query").isPresent()) {
      problem(
          jdbc,
          "one of table, query",
          table ? "both" : "neither",
          table ? "remove one of the two" : "add one");
    }
    new SecretRules(values, problems, jdbc).check();
    if (values.text(jdbc + ".url").filter(url -> PASSWORD.matcher(url).find()).isPresent()) {
      problem(
          jdbc + ".url",
          "a URL without a password",
          "a password in it",
          "take it out, change it, and name its place by password-file or password-alias");
    }
  }

  private void checkBounds(String section) {
    Optional<Integer> min = values.find(section + ".min-rows").map(Integer.class::cast);
    Optional<Integer> max = values.find(section + ".max-rows").map(Integer.class::cast);
    if (min.isPresent() && max.isPresent() && min.get() > max.get()) {
      problem(
          section + ".min-rows",
          "at most max-rows, " + max.get(),
          "\"" + min.get() + "\"",
          "lower min-rows, or raise max-rows");
    }
  }

  private void problem(String path, String wanted, String found, String remedy) {
    problems.add(new Problem(path, values.line(path), wanted, found, remedy));
  }
}
