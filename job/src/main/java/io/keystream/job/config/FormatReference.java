package io.keystream.job.config;

/** What {@code docs/configuration.md} says of the formats of records and their columns. */
final class FormatReference {
  private static final String ACCESS_LOG =
      """

      ## Columns of an access log with a pattern

      `parse.pattern` is the LogFormat of the server, as it stands in its configuration, such as
      `'%%h %%l %%u %%t "%%r" %%>s %%b %%D "%%{X-Forwarded-For}i"'`. Each directive is a column, in their order; `%%r` is
      four: `request`, `method`, `path` and `protocol`. Common and combined need no pattern.

      | Directive | Column | Type | |
      |---|---|---|---|
      %s
      - Between two directives there is a text, if only a space. A directive in double quotes ends at the next
        quote without a backslash before it, any other one where the text behind it first stands. So a value with
        spaces, such as a user agent, wants quotes.
      - `%%t` is a time as the server writes it by default; other times, and modifiers but `>` and `<`, are refused.
      - `%%%%` is a percent sign; `\\"`, `\\\\` and `\\t` mean what they mean to the server.
      """;

  private static final String TEXTS =
      """

      ## How texts become columns

      The fields of CSV, the groups of a regular expression and the values of key-value pairs become the types of
      `parse.schema` in one way:

      - STRING is the text as it is. INT, BIGINT, DOUBLE, FLOAT and DECIMAL are numbers as JSON writes them: no plus
        sign, no zeros in front, no spaces. A DECIMAL is not rounded. BOOLEAN is `true` or `false`.
      - TIMESTAMP, DATE and BINARY are as in JSON, without the quotes.
      - Anything else is a dead letter that names the field and what was found. So is null in a column that is
        `NOT NULL`, a value that is not UTF-8, one that is empty, and one above 16 MiB.

      ## How CSV becomes columns

      - One value is one record, its fields in the order of `parse.schema`. Fewer or more fields are a dead letter,
        and so is a second record. A header is not skipped: as a record it is a dead letter, if a column is not
        a STRING.
      - A field that begins with `quote` ends with it. Inside, `delimiter` and line breaks are text, and a doubled
        quote is one quote. Elsewhere a quote or a line break is a dead letter, but for one line end at the very end.
      - A field without quotes that is `null-value` is null; by default that is the empty one. In quotes it is the
        text.

      ## How a regular expression makes columns

      - The whole value must match `parse.pattern`, a line end included. Write the pattern in single quotes: a
        backslash then needs no second one.
      - Every named group is a column; names are letters and digits, a letter first. Without `parse.schema` they are
        STRING, in the order of the pattern. With it, groups and columns have the same names; the order is that of
        the schema.
      - A group that takes no part in the match is null; one that matches nothing is an empty text. So write
        `(?:(?<bytes>\\d+)|-)` for a number that may be missing.
      - A match that takes more than a million steps and 20 for each character, or recurses too deep, is given up:
        the record is a dead letter, and the job goes on.

      ## How key-value pairs become columns

      - A key ends at the first `key-delimiter`, its value at the next `pair-delimiter`. Spaces before a key and empty
        pairs are skipped; a pair without `key-delimiter` is a dead letter.
      - A value that begins with a double quote ends with one. Inside, `\\"`, `\\\\`, `\\n`, `\\r` and `\\t` are one character;
        any other backslash is a dead letter. A value that does not begin with one has no quotes and no escapes.
      - A key that is missing, or whose value is empty without quotes, is null. One of `parse.schema` given twice is a
        dead letter; another one is ignored, or a dead letter with `strict: true`. Names are case-sensitive.
      - One line end at the very end is dropped.

      ## How Avro becomes columns

      - Each field of `parse.avro-schema` is a column, as Spark's own Avro source reads it: records are STRUCT, enums and
        UUIDs STRING, `timestamp-millis` and `-micros` TIMESTAMP, `local-timestamp-...` TIMESTAMP_NTZ, a union with null
        is a column that may be null, one of other types a STRUCT with `member0`, `member1` and so on. A schema that
        contains itself is refused, and so is a field that is always null.
      - Without `registry.urls` a value is one datum, written by that very schema. Bytes that are left over, or that end
        too early, are a dead letter, as is a value above 16 MiB or with more than a million entries in an array or
        map. A container file is not a value.
      - With it a value begins with a byte 0 and the id of the schema that it was written by, which is fetched from
        `/schemas/ids/<id>` by the task that first meets it, and kept as long as its process lives. It is resolved to
        `avro-schema` as Avro says: fields in another order or with a wider type, fields that only one of the two has.
        So the columns stay what they are until you change `avro-schema`; take the newest one from
        `/subjects/<subject>/versions/latest`.
      - An id that the registry does not know (404 with error code 40403), a schema of another type than AVRO or with
        references to others, and one whose records cannot be resolved, make dead letters that name the id.
      - A registry that does not answer, refuses the password, or answers something else never makes dead letters: each
        URL is tried four times within some seconds, then the batch fails and the next one reads the same records again.
        The job goes on when the registry does, as after an outage of Kafka.

      ## Raw values

      One column `value` of type BINARY, never null. A record without a value is a dead letter, an empty one is not.
      """;

  private FormatReference() {}

  static String render() {
    return ACCESS_LOG.formatted(LogDirectives.table()) + TEXTS;
  }
}
