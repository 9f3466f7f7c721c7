package io.keystream.job.config;

import io.keystream.job.jdbc.ColumnType;
import io.keystream.job.jdbc.Dialect;
import io.keystream.job.jdbc.JdbcUrl;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What must hold for a table, and for the columns that go into it. */
final class JdbcRules {
  private final Values values;
  private final List<Problem> problems;
  private final String section;

  /** The rules for the table of one section. */
  JdbcRules(Values values, List<Problem> problems, String section) {
    this.values = values;
    this.problems = problems;
    this.section = section;
  }

  /** Checks what does not depend on the columns. */
  void check() {
    if (!values.hasSection(section)) {
      return;
    }
    text("url").ifPresent(this::checkUrl);
    checkPassword();
    checkMode();
    if (text("table").isPresent() && text("table").equals(text("progress-table"))) {
      problem("progress-table", "another table than table", found("table"), "name another");
    }
  }

  /** Checks that the columns can be written. */
  void checkColumns(StructType columns) {
    if (!values.hasSection(section)) {
      return;
    }
    for (StructField field : columns.fields()) {
      if (!ColumnType.isSupported(field.dataType())) {
        problem(
            "table",
            "columns of the types " + ColumnType.NAMES,
            field.name() + " " + field.dataType().sql(),
            "leave the column out, or write to_json("
                + field.name()
                + ") AS "
                + field.name()
                + " in columns or in the transform");
      }
    }
    checkKeys(columns);
  }

  private void checkUrl(String url) {
    if (!url.startsWith("jdbc:")) {
      // The text may hold a password wherever it stands.
      problem(
          "url",
          "a JDBC URL such as jdbc:postgresql://db.example.com:5432/logs",
          "a text that does not begin with jdbc:",
          "correct it");
      return;
    }
    if (JdbcUrl.hasSecret(url)) {
      problem(
          "url",
          "no user and no secret in it, because the file is no place for secrets",
          "a user or a secret",
          "remove it, and use the keys user and password-file or password-alias");
    }
    if (Dialect.of(url) == Dialect.OTHER && text("driver").isEmpty()) {
      problem(
          "driver",
          "the class of the driver, because of this url",
          "no such key",
          "add it, and ship the driver's jar with the job");
    }
    if (!Dialect.of(url).canUpsert() && values.is(path("mode"), JdbcMode.UPSERT)) {
      problem(
          "mode",
          "append, because of this url; upsert works with PostgreSQL, H2, MySQL and MariaDB",
          "\"upsert\"",
          "set mode: append");
    }
  }

  private void checkPassword() {
    SecretRules password = new SecretRules(values, problems, section);
    password.check();
    if (password.present() && text("user").isEmpty()) {
      problem("user", "a user, because of the password", "no such key", "add it");
    }
  }

  private void checkMode() {
    boolean upsert = values.is(path("mode"), JdbcMode.UPSERT);
    boolean keys = !keys().isEmpty();
    if (upsert && !keys) {
      problem("keys", "columns, because of mode: upsert", "none", "add them");
    }
    if (!upsert && keys && values.is(path("mode"), JdbcMode.APPEND)) {
      problem("keys", "no keys with mode: append", found("keys"), "remove it, or set mode: upsert");
    }
    if (upsert && values.find(path("writers")).isPresent() && !values.is(path("writers"), 1)) {
      problem(
          "writers",
          "1, because of mode: upsert: with several, rows of one key come in no order",
          found("writers"),
          "remove it");
    }
  }

  private void checkKeys(StructType columns) {
    for (String key : keys()) {
      Optional<StructField> field =
          Arrays.stream(columns.fields()).filter(f -> f.name().equals(key)).findFirst();
      if (field.isEmpty()) {
        problem(
            "keys",
            "columns that are written: "
                + Arrays.stream(columns.fields())
                    .map(StructField::name)
                    .collect(Collectors.joining(", ")),
            "\"" + key + "\", an unknown column",
            "name some of these");
      }
    }
  }

  private List<String> keys() {
    return values.find(path("keys")).stream()
        .flatMap(names -> ((List<?>) names).stream())
        .map(String.class::cast)
        .toList();
  }

  private Optional<String> text(String key) {
    return values.text(path(key));
  }

  private String found(String key) {
    return "\"" + text(key).orElseThrow() + "\"";
  }

  private String path(String key) {
    return section + "." + key;
  }

  private void problem(String key, String wanted, String found, String remedy) {
    String path = path(key);
    problems.add(new Problem(path, values.line(path), wanted, found, remedy));
  }
}
