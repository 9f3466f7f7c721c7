package io.keystream.job.config;

import io.keystream.job.sql.RecordPart;
import io.keystream.job.sql.SqlException;
import io.keystream.job.sql.UserFunctions;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructType;

/** What must hold for an output of Kafka records. */
final class KafkaRules {
  private static final Map<String, RecordPart> PARTS =
      Map.of(
          "topic-by", RecordPart.TOPIC,
          "key", RecordPart.KEY,
          "value", RecordPart.VALUE,
          "headers", RecordPart.HEADERS,
          "partition", RecordPart.PARTITION,
          "timestamp", RecordPart.TIMESTAMP);

  private final Values values;
  private final List<Problem> problems;
  private final String columns;
  private final String kafka;

  /** The rules for the records of one output. */
  KafkaRules(Values values, List<Problem> problems, String output) {
    this.values = values;
    this.problems = problems;
    this.columns = output + ".columns";
    this.kafka = output + ".kafka";
  }

  /** Checks what does not depend on the columns. */
  void check() {
    if (!values.hasSection(kafka)) {
      return;
    }
    if (has(".other-topics") && !has(".topic-by")) {
      problem(
          kafka + ".other-topics",
          "topic-by, which says which rows go there",
          "no such key",
          "add it, or remove other-topics");
    }
    if (has(".value") && values.find(columns).isPresent()) {
      problem(
          columns, "no columns where value says what is written", "both", "remove one of the two");
    }
    new KafkaClusterRules(values, problems, kafka).check();
  }

  /**
   * Checks the SQL.
   *
   * @param row all columns of the rows
   * @param functions those it may use besides Spark's
   */
  void checkColumns(StructType row, UserFunctions functions) {
    PARTS.keySet().stream()
        .sorted()
        .forEach(key -> checkPart(kafka + "." + key, PARTS.get(key), row, functions));
  }

  private void checkPart(String path, RecordPart part, StructType row, UserFunctions functions) {
    try {
      values.text(path).ifPresent(sql -> part.of(sql, row, functions));
    } catch (SqlException e) {
      problem(
          path,
          "an expression in Spark SQL over the columns of one row",
          e.getMessage(),
          "correct the SQL");
    }
  }

  private boolean has(String key) {
    return values.find(kafka + key).isPresent();
  }

  private void problem(String path, String wanted, String found, String remedy) {
    problems.add(new Problem(path, values.line(path), wanted, found, remedy));
  }
}
