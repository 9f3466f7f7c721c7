package io.keystream.job.config;

import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;

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

      One for each format of records stands in `job/src/main/examples`.

      ## Keys

      | Key | Value | Default | Meaning |
      |---|---|---|---|
      """;

  private static final String RULES =
      """

      ## What must hold between keys

      - A key of `parse` that the format does not have is refused. `schema` is required with `json`, `csv` and
        `key-value`, `pattern` with `regex`; a regular expression that has a schema as well has a group for each
        column, and no other. `keep-raw` is refused with `raw`.
      - `parse.delimiter` and `quote` differ, and `null-value` holds neither of them nor a line break.
        `pair-delimiter` and `key-delimiter` differ, and neither is `"` or `\\`.
      - `keytab` and `principal` of `source.kafka.security` are required with `auth: keytab` and refused
        otherwise.
      - `output.files.partition-by-date-of` names a column of type TIMESTAMP: one of the transform's result, or,
        without a transform, a parsed one. What is written then has no column `date` of its own. With
        `parse.keep-raw` no other parsed column is called `raw`, and never is one called as a column of the
        position: `kafka_topic` `kafka_partition` `kafka_offset` `kafka_timestamp`.
      - The SQL of `validate` and `transform` is checked with everything else: a text that Spark cannot read, an
        unknown column, function or table, a wrong type are reported with line and column within the SQL.
      - `output.files.partition-by` names columns of what is written, without a transform those of the position
        included.
      - `output.files.format: csv` cannot hold BINARY, nor a single column that may be null. `text` holds one STRING
        column, besides those that name the folder and those of the position, which it leaves out.
      - A reference of `enrich` has one of `files` and `jdbc`, `jdbc` one of `table` and `query`. `header` and `delimiter`
        go with `csv` only. Its `keys` have the names and types of columns of its `schema`; what it adds is called
        otherwise than what the row has. No URL holds a password.
      - `output.files.compression` is one that the format has; `header: true` goes with `csv` only.
      - `home`, `output.files.path` and `dead-letters.path` stay out of each other: output and dead letters do
        not contain home or one another. Below `home` they may lie, but not in a folder of the job's own:
        %s.

      ## Rules and transform

      ```yaml
      validate:
        known-status: "status BETWEEN 100 AND 599"
        has-path: "path IS NOT NULL"
      transform:
        sql: |
          SELECT remote_host, time, status, kafka_offset
          FROM records
          WHERE status >= 400
      ```

      Both are Spark SQL over the same columns: the position of the record, and what was parsed; the transform also
      over what [references](enrichment.md) have added.

      | Column | Type | |
      |---|---|---|
      %s
      - **A rule** is a condition on one row. A row fails it if the condition is false *or null*: `status < 600` fails
        a row without a status; write `status IS NULL OR status < 600` if that is not meant. The first rule that
        fails, in the order of the file, makes the record a dead letter, with the rule's name in its column `rule`
        and `rule <name>: false`, `: null` or the error in `reason`. A rule cannot look at other rows, at the clock
        or at chance, so that a record is judged alike each time it is read.
      - **The transform** is one query over the view `records`: the rows of one batch that met all rules. The columns
        of its result are what is written, all of them nullable; none may be there twice. Aggregates, window functions
        and joins of the view with itself see the batch and nothing before or after it. There is no other table, and
        commands are refused. Without a transform the position and parsed columns are written.
      - A query that needs no shuffle (columns, filters, `explode`) is one pass from Kafka to the files. One that reads
        the view twice reads Kafka twice; dead letters and counts stay exact.
      - Functions whose value is another each time (`rand`, `uuid`, `current_timestamp`) may be used in a transform.
        What is committed is committed once; a batch that was not committed is computed anew, with new values.
      - A query that fails for a row, by `raise_error` or an invalid pattern taken from data, fails the batch, again
        and again: put a rule before it.
      - The cluster's defaults do not change what SQL means. The time zone is UTC. ANSI mode is off: what cannot be cast
        or computed is NULL, and integers that are too large wrap around. So one bad value does not stop the job; make
        it a dead letter by a rule such as `CAST(text AS INT) IS NOT NULL`. Column names match in any case; of a map's
        equal keys the last one counts; patterns for dates are read as Spark 3 reads them.

      ## Columns of an access log

      | Column | Type | |
      |---|---|---|
      """;

  private static final String TAIL =
      """

      Quoted fields are kept as the server wrote them, escapes included. A request line that is not three words
      leaves `method`, `path` and `protocol` null.

      ## How JSON becomes columns

      - Fields that `parse.schema` does not name are skipped; with `strict: true` the record is a dead letter. A named
        field that is missing or null is null; with `NOT NULL` in the schema the record is a dead letter. Names are
        case-sensitive.
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
    PipelineReader.SCHEMA.leaves().map(ReferencePage::row).forEach(page::append);
    String reserved =
        FolderRules.RESERVED.stream()
            .map(name -> "`" + name + "`")
            .collect(Collectors.joining(" "));
    page.append(RULES.formatted(reserved, columns(RowTypes.POSITION)));
    return page.append(columns(RowTypes.ACCESS_LOG))
        .append(TAIL)
        .append(FormatReference.render())
        .toString();
  }

  private static String columns(StructType type) {
    StringBuilder rows = new StringBuilder();
    for (var column : type.fields()) {
      rows.append("| `%s` | %s | ".formatted(column.name(), column.dataType().sql()))
          .append(column.nullable() ? "null if `-` or absent |\n" : "never null |\n");
    }
    return rows.toString();
  }

  private static String row(SchemaNode node) {
    return node instanceof NamedSections sections ? rows(sections) : row((Setting) node);
  }

  /** The keys of outputs stand at {@code output}. */
  private static String rows(NamedSections sections) {
    String row =
        "| `%s.<name>` | section | none | %s |\n".formatted(sections.path(), sections.key().doc());
    return sections.type() == OutputConfig.class
        ? row
        : row
            + sections
                .section("<name>")
                .leaves()
                .map(ReferencePage::row)
                .collect(Collectors.joining());
  }

  private static String row(Setting setting) {
    String value = setting.list() ? "list: " + setting.type().wanted() : setting.type().wanted();
    String path = setting.map() ? setting.path() + ".<name>" : setting.path();
    return "| `%s` | %s | %s | %s |\n"
        .formatted(path, value, defaultOf(setting), setting.key().doc());
  }

  private static String defaultOf(Setting setting) {
    String rule = setting.defaultRule().description();
    if (!setting.key().defaultValue().isEmpty()) {
      return "`" + setting.key().defaultValue() + "`";
    }
    return !rule.isEmpty() ? rule : setting.optional() ? "none" : "**required**";
  }
}
