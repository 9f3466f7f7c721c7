package io.keystream.job.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.apache.spark.sql.types.StructType;

/** What must hold between the groups of a regular expression and the columns of the schema. */
final class RegexRules {
  private final Values values;
  private final List<Problem> problems;

  RegexRules(Values values, List<Problem> problems) {
    this.values = values;
    this.problems = problems;
  }

  /** The columns, or nothing where they cannot be told. */
  Optional<StructType> columns(Optional<StructType> schema) {
    Optional<List<String>> groups = values.text(ParseRules.PATTERN).flatMap(this::groups);
    if (groups.isPresent() && schema.isPresent()) {
      compare(groups.get(), List.of(schema.get().names()));
    }
    return values.find(ParseRules.SCHEMA).isPresent() ? schema : groups.map(RowTypes::texts);
  }

  private Optional<List<String>> groups(String pattern) {
    try {
      List<String> groups = RegexGroups.of(pattern);
      if (!groups.isEmpty()) {
        return Optional.of(groups);
      }
      problem(
          ParseRules.PATTERN,
          "named groups, such as (?<user>\\S+), which become the columns",
          "\"" + pattern + "\"",
          "name the groups: letters and digits, a letter first");
    } catch (PatternSyntaxException e) {
      String where = e.getIndex() < 0 ? "" : " near character " + (e.getIndex() + 1);
      problem(
          ParseRules.PATTERN,
          "a regular expression as java.util.regex.Pattern reads it",
          "\"" + pattern + "\": " + e.getDescription() + where,
          "correct the pattern");
    }
    return Optional.empty();
  }

  private void compare(List<String> groups, List<String> columns) {
    List<String> freeGroups = without(groups, columns);
    List<String> freeColumns = without(columns, groups);
    for (String column : freeColumns) {
      problem(
          ParseRules.SCHEMA,
          "columns that are groups of parse.pattern: " + String.join(", ", groups),
          "column " + column,
          NearestKey.among(column, freeGroups)
              .map(name -> "did you mean \"" + name + "\"?")
              .orElse("remove the column, or name a group so"));
    }
    for (String group : freeGroups) {
      problem(
          ParseRules.PATTERN,
          "groups that are columns of parse.schema: " + String.join(", ", columns),
          "group " + group,
          NearestKey.among(group, freeColumns)
              .map(name -> "did you mean \"" + name + "\"?")
              .orElse("add the column, or make the group (?:...)"));
    }
  }

  private static List<String> without(List<String> names, List<String> others) {
    return names.stream().filter(name -> !others.contains(name)).toList();
  }

  private void problem(String path, String wanted, String found, String remedy) {
    problems.add(new Problem(path, values.line(path), wanted, found, remedy));
  }
}
