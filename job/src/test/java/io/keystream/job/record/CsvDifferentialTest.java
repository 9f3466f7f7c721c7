package io.keystream.job.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.univocity.parsers.csv.CsvParserSettings;
import io.keystream.job.record.ReferenceText.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** The parser agrees with RFC 4180 as a regular expression, and with another parser. */
class CsvDifferentialTest {
  private static final int CASES = 200_000;
  private static final byte[] ALPHABET =
      "\"\"\",,;\r\n 019.-+eETZ:trufal=\u00e9\u20ac".getBytes(UTF_8);
  private static final StructType SCHEMA =
      StructType.fromDDL(
          "s STRING, i INT, l BIGINT, d DOUBLE, m DECIMAL(6,2), b BOOLEAN, t TIMESTAMP, y DATE,"
              + " x BINARY, e STRING NOT NULL");
  private static final Pattern FIELD =
      Pattern.compile("\\G(?:\"((?:[^\"]|\"\")*+)\"|([^\",\r\n]*+))(,|\\z)");

  private final CsvParser parser = new CsvParser(SCHEMA, ',', '"', "");
  private final InternalRow row = parser.newRow();

  @Test
  void agreesOnRandomAndHostileRecords() {
    HostileValues values = new HostileValues(ALPHABET, 60, 2);

    int accepted = values.accepted(CASES, CsvDifferentialTest::record, this::agrees);

    assertThat(accepted).as("records of each kind, %s", values).isBetween(CASES / 9, CASES * 8 / 9);
  }

  @Test
  void readsWhatAnotherParserReads() {
    StructType texts = StructType.fromDDL("a STRING, b STRING, c STRING, d STRING");
    CsvParser ours = new CsvParser(texts, ';', '\'', "");
    InternalRow oursRow = ours.newRow();
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setDelimiter(';');
    settings.getFormat().setQuote('\'');
    settings.getFormat().setQuoteEscape('\'');
    settings.getFormat().setLineSeparator("\n");
    settings.getFormat().setComment('\0');
    settings.setNormalizeLineEndingsWithinQuotes(false);
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setEmptyValue("");
    com.univocity.parsers.csv.CsvParser theirs = new com.univocity.parsers.csv.CsvParser(settings);
    long seed = Seed.next();
    Random random = Seed.random(seed);
    for (int i = 0; i < CASES / 4; i++) {
      String value = wellFormed(random, texts.size());
      assertThat(ours.parse(value.getBytes(UTF_8), oursRow)).as(value).isNull();
      assertThat(strings(Rows.external(oursRow, texts)))
          .as("seed %d, case %d: %s", seed, i, value)
          .containsExactly(theirs.parseLine(value));
    }
  }

  private boolean agrees(byte[] value, String description) {
    String reason = parser.parse(value, row);
    String shown = description + ": " + new String(value, UTF_8) + ": " + reason;
    try {
      Object[] expected = reference(value);
      assertThat(reason).as(shown).isNull();
      assertThat(Rows.values(row, SCHEMA)).as(shown).isEqualTo(expected);
      return true;
    } catch (Refused e) {
      assertThat(reason).as(shown).isNotNull().hasLineCount(1);
      return false;
    }
  }

  private static Object[] reference(byte[] value) throws Refused {
    List<String> fields = fields(text(value));
    ReferenceText.require(fields.size() == SCHEMA.size());
    Object[] columns = new Object[SCHEMA.size()];
    for (int i = 0; i < columns.length; i++) {
      boolean isNull = fields.get(i) == null;
      ReferenceText.require(!isNull || SCHEMA.apply(i).nullable());
      columns[i] = isNull ? null : ReferenceText.read(SCHEMA.apply(i).dataType(), fields.get(i));
    }
    return columns;
  }

  private static String text(byte[] value) throws Refused {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
      String line = text.replaceFirst("\\n\\z", "").replaceFirst("\\r\\z", "");
      ReferenceText.require(!line.isEmpty());
      return line;
    } catch (CharacterCodingException e) {
      throw new Refused();
    }
  }

  /** The fields, null for one that is empty without quotes. */
  private static List<String> fields(String line) throws Refused {
    List<String> fields = new ArrayList<>();
    Matcher matcher = FIELD.matcher(line);
    boolean more = true;
    while (more) {
      ReferenceText.require(matcher.find());
      boolean quoted = matcher.group(1) != null;
      String plain = quoted ? matcher.group(1).replace("\"\"", "\"") : matcher.group(2);
      fields.add(!quoted && plain.isEmpty() ? null : plain);
      more = matcher.group(3).equals(",");
    }
    ReferenceText.require(matcher.end() == line.length());
    return fields;
  }

  private static byte[] record(Random random) {
    String[][] good = {
      {"a b", "\"a,b\"", "\"a\"\"\u20ac\"", "\"x\r\ny\"", "", "\"\"", "\u00e9"},
      {"0", "-12", "\"7\"", ""},
      {"-9000000000", "9223372036854775807", ""},
      {"1.25e-3", "7", "-0.0", ""},
      {"1234.5", "0.10", "1e2", ""},
      {"true", "false", "\"true\"", ""},
      {"2024-02-29T23:59:59.123456Z", "2001-01-01 00:00+01:30", ""},
      {"1999-12-31", ""},
      {"AQI=", "AQ==", ""},
      {"end", "\"\"", "\"end\""}
    };
    String[] bad = {
      "01", "3000000000", "1e999", "12345.6", "True", "2001-01-01", "2023-02-30", "A,"
    };
    StringBuilder record = new StringBuilder();
    for (String[] choices : good) {
      String[] from = random.nextInt(60) == 0 ? bad : choices;
      record.append(choices == good[0] ? "" : ",").append(from[random.nextInt(from.length)]);
    }
    return record.append(random.nextInt(4) == 0 ? "\r\n" : "").toString().getBytes(UTF_8);
  }

  private static String wellFormed(Random random, int fields) {
    String[] pieces = {"a", " ", "b;", "''", "\n", "\u20ac", "\"", "", "5"};
    StringBuilder record = new StringBuilder("x");
    for (int i = 1; i < fields; i++) {
      StringBuilder field = new StringBuilder();
      for (int k = random.nextInt(4); k > 0; k--) {
        field.append(pieces[random.nextInt(pieces.length)]);
      }
      boolean quotes = random.nextBoolean() || field.toString().matches("(?s).*[;'\n].*");
      record.append(';').append(quotes ? "'" + field + "'" : field);
    }
    return record.toString();
  }

  private static String[] strings(Row row) {
    String[] strings = new String[row.size()];
    for (int i = 0; i < strings.length; i++) {
      strings[i] = row.getString(i);
    }
    return strings;
  }
}
