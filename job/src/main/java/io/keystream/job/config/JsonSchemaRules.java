package io.keystream.job.config;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/** What must hold for a JSON Schema: that every keyword of it can be held to. */
final class JsonSchemaRules {
  static final String SCHEMA = ParseRules.SECTION + "json-schema";

  private final Values values;
  private final List<Problem> problems;

  JsonSchemaRules(Values values, List<Problem> problems) {
    this.values = values;
    this.problems = problems;
  }

  /** The columns, or nothing where they cannot be told. */
  Optional<StructType> columns() {
    if (values.find(ParseRules.SCHEMA).isPresent()) {
      problem("one of schema and json-schema", "both", "remove one of the two");
    }
    if (values.is(ParseRules.SECTION + "strict", true)) {
      problem(
          "\"additionalProperties\": false instead of strict",
          "strict: true",
          "say in the schema which objects are to be strict, and remove strict");
    }
    JsonSchemaReader reader = new JsonSchemaReader(values.text(SCHEMA).orElseThrow());
    Optional<JsonSchema> schema = reader.read();
    for (JsonSchemaReader.Fault fault : reader.faults()) {
      String where = fault.pointer().isEmpty() ? "" : " at " + fault.pointer();
      problem(
          fault.wanted(),
          fault.found() + where,
          "correct or remove it; what it says can also be a rule of validate");
    }
    return schema.map(JsonSchema::columns);
  }

  private void problem(String wanted, String found, String remedy) {
    problems.add(new Problem(SCHEMA, values.line(SCHEMA), wanted, found, remedy));
  }
}
