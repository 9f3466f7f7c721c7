package io.keystream.job.config;

import io.keystream.job.sink.CustomSink;
import io.keystream.job.sink.Sink;
import io.keystream.job.sql.RowPredicate;
import io.keystream.job.sql.RowProjection;
import io.keystream.job.sql.SqlException;
import io.keystream.job.sql.UserFunctions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;

/** What must hold for outputs: which there are, and what each of them can write. */
final class OutputRules {
  private static final String ONE = "output";
  private static final String SEVERAL = "outputs";

  private final Values values;
  private final List<Problem> problems;
  private final UserFunctions functions;

  /** Rules for which it is not known yet which functions there are. */
  OutputRules(Values values, List<Problem> problems) {
    this(values, problems, UserFunctions.NONE);
  }

  OutputRules(Values values, List<Problem> problems, UserFunctions functions) {
    this.values = values;
    this.problems = problems;
    this.functions = functions;
  }

  /** Paths of the sections of all outputs. */
  static List<String> sections(Values values) {
    Stream<String> one = Stream.of(ONE).filter(values::hasSection);
    Stream<String> several = values.names(SEVERAL).stream().map(name -> SEVERAL + "." + name);
    return Stream.concat(one, several).toList();
  }

  /** Checks what does not depend on the columns. */
  void check() {
    boolean several = !values.names(SEVERAL).isEmpty();
    if (values.hasSection(ONE) == several) {
      problem(
          ONE,
          "one of output, outputs",
          several ? "both" : "neither",
          several ? "move output below outputs, with a name" : "add one");
    }
    for (String reserved : List.of("dead-letters", "dead-letters-topic")) {
      if (values.names(SEVERAL).contains(reserved)) {
        problem(
            SEVERAL + "." + reserved,
            "another name",
            "\"" + reserved + "\", which is the output of records that are no valid rows",
            "rename it");
      }
    }
    for (String section : sections(values)) {
      checkKind(section);
      new FilesRules(values, problems, section + ".files").check();
      new KafkaRules(values, problems, section).check();
      new JdbcRules(values, problems, section + ".jdbc").check();
    }
  }

  /**
   * Checks that every output can write the rows.
   *
   * @param row all columns of the rows
   */
  void checkColumns(StructType row) {
    for (String section : sections(values)) {
      checkWhere(section + ".where", row);
      new KafkaRules(values, problems, section).checkColumns(row, functions);
      columns(section + ".columns", row)
          .ifPresent(
              columns -> {
                new FilesRules(values, problems, section + ".files").checkColumns(columns);
                new JdbcRules(values, problems, section + ".jdbc").checkColumns(columns);
                checkSink(section + ".custom", columns);
              });
    }
  }

  private void checkKind(String section) {
    if (problems.stream().anyMatch(problem -> problem.path().equals(section))) {
      return;
    }
    List<String> kinds =
        OutputConfig.KINDS.stream()
            .filter(kind -> values.hasSection(section + "." + kind))
            .toList();
    if (kinds.size() != 1) {
      problem(
          section,
          "one of " + String.join(", ", OutputConfig.KINDS),
          kinds.isEmpty() ? "none of them" : String.join(" and ", kinds),
          kinds.isEmpty() ? "add one" : "make it several outputs, below outputs");
    }
  }

  private void checkWhere(String path, StructType row) {
    try {
      values.text(path).ifPresent(sql -> RowPredicate.of(sql, row, functions));
    } catch (SqlException e) {
      problem(
          path,
          "a BOOLEAN expression in Spark SQL over the columns of one row",
          e.getMessage(),
          "correct the SQL");
    }
  }

  private Optional<StructType> columns(String path, StructType row) {
    List<String> texts = texts(path);
    if (texts.isEmpty()) {
      return Optional.of(row);
    }
    try {
      return Optional.of(RowProjection.of(texts, row, functions).columns());
    } catch (SqlException e) {
      problem(
          path,
          "columns and expressions in Spark SQL over the columns of one row",
          e.getMessage(),
          "correct the SQL");
      return Optional.empty();
    }
  }

  private void checkSink(String section, StructType columns) {
    Optional<String> className = values.text(section + ".class");
    if (className.isEmpty()) {
      return;
    }
    String unfit = CustomSink.problemOf(className.get());
    if (unfit != null) {
      problem(
          section + ".class",
          "a class that implements " + Sink.class.getName(),
          "\"" + className.get() + "\", " + unfit,
          "correct the name, or put the jar where the class path has it");
      return;
    }
    for (String problem : problemsOf(new CustomSink(className.get()), section, columns)) {
      problem(section + ".options", "options that the class takes", problem, "correct them");
    }
  }

  private List<String> problemsOf(CustomSink custom, String section, StructType columns) {
    try (Sink sink = custom.create()) {
      return sink.check(options(section + ".options"), columns);
    } catch (Exception e) { // It is the user's class.
      return List.of("an exception of the class: " + e);
    }
  }

  private List<String> texts(String path) {
    return values.find(path).stream()
        .flatMap(list -> ((List<?>) list).stream())
        .map(String.class::cast)
        .toList();
  }

  @SuppressWarnings("unchecked") // The values of a map of texts are texts.
  private Map<String, String> options(String path) {
    return (Map<String, String>) values.find(path).orElse(Map.of());
  }

  private void problem(String path, String wanted, String found, String remedy) {
    problems.add(new Problem(path, values.line(path), wanted, found, remedy));
  }
}
