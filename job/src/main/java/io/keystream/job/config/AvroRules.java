package io.keystream.job.config;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/** What must hold for the schema of Avro records, and for the registry of their writers. */
final class AvroRules {
  static final String SCHEMA = ParseRules.SECTION + "avro-schema";
  private static final String REGISTRY = ParseRules.SECTION + "registry.";
  private static final String URLS = REGISTRY + "urls";
  private static final String USERNAME = REGISTRY + "username";
  private static final String PASSWORD_FILE = REGISTRY + "password-file";
  private static final String TRUSTSTORE = REGISTRY + "truststore";

  private final Values values;
  private final List<Problem> problems;

  AvroRules(Values values, List<Problem> problems) {
    this.values = values;
    this.problems = problems;
  }

  /** The columns, or nothing where they cannot be told. */
  Optional<StructType> columns() {
    checkRegistry();
    return values.text(SCHEMA).flatMap(this::columns);
  }

  private Optional<StructType> columns(String json) {
    try {
      return Optional.of(AvroSchemas.columns(AvroSchemas.parse(json)));
    } catch (IllegalArgumentException e) {
      problem(
          SCHEMA,
          "an Avro schema of type record, as JSON, whose fields can be columns",
          e.getMessage(),
          "correct the schema");
      return Optional.empty();
    }
  }

  private void checkRegistry() {
    Optional<String> plain = urls().stream().filter(url -> !url.startsWith("https:")).findFirst();
    for (String key : List.of(USERNAME, PASSWORD_FILE, TRUSTSTORE)) {
      if (values.find(key).isPresent() && values.find(URLS).isEmpty()) {
        problem(key, "no such key without registry.urls", quoted(key), "add urls, or remove it");
      } else if (values.find(key).isPresent() && plain.isPresent()) {
        problem(key, "https, because of this key", "\"" + plain.get() + "\"", "use https://");
      }
    }
    checkTogether(USERNAME, PASSWORD_FILE);
    checkTogether(PASSWORD_FILE, USERNAME);
    Optional<String> truststore = values.text(TRUSTSTORE);
    if (truststore.isPresent() && TruststoreType.ofFileName(truststore.get()).isEmpty()) {
      problem(
          TRUSTSTORE,
          "a file whose extension tells its format: .pem .crt .cer .jks .p12 .pfx",
          quoted(TRUSTSTORE),
          "rename the file");
    }
  }

  private void checkTogether(String given, String needed) {
    if (values.find(given).isPresent() && values.find(needed).isEmpty()) {
      problems.add(
          new Problem(
              needed,
              values.line(given),
              "a value, because of " + given.substring(REGISTRY.length()),
              "no such key",
              "add it"));
    }
  }

  private List<String> urls() {
    return values.find(URLS).stream()
        .flatMap(urls -> ((List<?>) urls).stream())
        .map(String.class::cast)
        .toList();
  }

  private String quoted(String key) {
    return "\"" + values.text(key).orElseThrow() + "\"";
  }

  private void problem(String path, String wanted, String found, String remedy) {
    problems.add(new Problem(path, values.line(path), wanted, found, remedy));
  }
}
