package io.keystream.job.config;

import java.util.stream.Collectors;

/** Writes {@code docs/configuration.md} from the declarations of the keys. */
final class ReferencePage {
  /** The example of the page; it is a valid configuration. */
  static final String EXAMPLE =
      """
      name: access-logs
      home: /user/keystream/access-logs
      batch-interval: 5s
      source:
        kafka:
          bootstrap-servers: [broker1.example.com:9093, broker2.example.com:9093]
          topics: [access]
          security:
            auth: delegation-token
            truststore:
              location: /etc/keystream/truststore.pem
      parse:
        format: access-log
      output:
        files:
          path: /data/access-logs
          partition-by-date-of: time
      """;

  private static final String HEAD =
      """
      # Configuration: pipeline.yaml

      <!-- Generated from the declarations of the keys. To change this page, change those (package
      io.keystream.job.config) and run: %s -->

      `pipeline.yaml` says what a pipeline reads, how records become rows, and where they are written. It is
      one YAML document in UTF-8, without anchors and aliases. It is read strictly: an unknown key, a value
      of another type, a missing value and keys that contradict each other are all reported, at once, with
      the line and what to do. No secret stands in it.

      ## Example

      ```yaml
      %s```

      ## Keys

      | Key | Value | Default | Meaning |
      |---|---|---|---|
      """;

  private static final String RULES =
      """

      ## What must hold between keys

      - `parse.schema` is required with `parse.format: json` and refused with `access-log`, whose columns are
        fixed (see below).
      - `keytab` and `principal` of `source.kafka.security` are required with `auth: keytab` and refused
        otherwise.
      - `output.files.partition-by-date-of` names a column of type TIMESTAMP; the rows then have no column
        `date` of their own. With `parse.keep-raw` they have no other column `raw`, and never one named as the
        columns of the position: `kafka_topic` `kafka_partition` `kafka_offset` `kafka_timestamp`.
      - `output.files.partition-by` names columns of the rows, those of the position included.
      - `output.files.format: csv` cannot hold BINARY. `text` holds one STRING column, besides those that name the
        folder and those of the position, which it leaves out.
      - `output.files.compression` is one that the format has; `header: true` goes with `csv` only.
      - `home`, `output.files.path` and `dead-letters.path` stay out of each other: output and dead letters do
        not contain home or one another. Below `home` they may lie, but not in a folder of the job's own:
        %s.

      ## Columns of an access log

      | Column | Type | |
      |---|---|---|
      """;

  private static final String TAIL =
      """

      Quoted fields are kept as the server wrote them, escapes included. A request line that is not three words
      leaves `method`, `path` and `protocol` null.

      ## How JSON becomes columns

      - Fields that `parse.schema` does not name are skipped. A named field that is missing or null is null; with
        `NOT NULL` in the schema the record is a dead letter. Names are case-sensitive.
      - STRING takes a JSON string, BOOLEAN `true` or `false`, INT and BIGINT a number without fraction or exponent,
        DOUBLE, FLOAT and DECIMAL any number; a DECIMAL is not rounded. Anything else is a dead letter that
        names the field and what was found.
      - TIMESTAMP is ISO-8601 with a zone offset, such as `"2024-02-29T12:00:00.123Z"`, cut off below the
        microsecond; DATE is `"2024-02-29"`; BINARY is Base64.
      - Timestamps before 1900 and dates before 1582-10-15 are dead letters.
      - A named field given twice, text after the object, values above 16 MiB and nesting deeper than 64 are dead
        letters.
      """;

  private ReferencePage() {}

  static String render(String command) {
    StringBuilder page = new StringBuilder(HEAD.formatted(command, EXAMPLE));
    PipelineReader.SCHEMA.settings().map(ReferencePage::row).forEach(page::append);
    page.append(
        RULES.formatted(
            FolderRules.RESERVED.stream()
                .map(name -> "`" + name + "`")
                .collect(Collectors.joining(" "))));
    for (var column : RowTypes.ACCESS_LOG.fields()) {
      page.append("| `%s` | %s | ".formatted(column.name(), column.dataType().sql()))
          .append(column.nullable() ? "null if `-` or absent |\n" : "never null |\n");
    }
    return page.append(TAIL).toString();
  }

  private static String row(Setting setting) {
    String value = setting.list() ? "list: " + setting.type().wanted() : setting.type().wanted();
    return "| `%s` | %s | %s | %s |\n"
        .formatted(setting.path(), value, defaultOf(setting), setting.key().doc());
  }

  private static String defaultOf(Setting setting) {
    String rule = setting.defaultRule().description();
    if (!setting.key().defaultValue().isEmpty()) {
      return "`" + setting.key().defaultValue() + "`";
    }
    return !rule.isEmpty() ? rule : setting.optional() ? "none" : "**required**";
  }
}
