package io.keystream.job.record;

import static io.keystream.job.record.ReferenceText.require;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.record.ReferenceText.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parser and a regular expression agree on every input. */
class KeyValueDifferentialTest {
  private static final int CASES = 100_000;
  private static final byte[] ALPHABET =
      "\"\"\\\\==::  ,,abnrt15-.\r\n\u00e9\u20ac".getBytes(UTF_8);
  private static final StructType SCHEMA =
      StructType.fromDDL("a STRING, b INT, t TIMESTAMP, `\u00e9` BOOLEAN");

  /** How a parser is set up, and its grammar as a regular expression. */
  private record Setup(String pairDelimiter, String keyDelimiter, boolean strict, Pattern pair) {}

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"` `,=,false", "` `,=,true", "`,`,:,false", "`,`,:,true"})
  void agreesOnRandomAndHostilePairs(String pairDelimiter, String keyDelimiter, boolean strict) {
    Pattern pair =
        Pattern.compile(
            "\\G[ D]*+([^KD]+)K(?:\"((?:[^\"\\\\]|\\\\[\"\\\\nrt])*+)\"|((?!\")[^D]*+))(?=D|\\z)"
                .replace("D", pairDelimiter)
                .replace("K", keyDelimiter));
    Setup setup = new Setup(pairDelimiter, keyDelimiter, strict, pair);
    KeyValueParser parser =
        new KeyValueParser(SCHEMA, pairDelimiter.charAt(0), keyDelimiter.charAt(0), strict);
    InternalRow row = parser.newRow();
    HostileValues values = new HostileValues(ALPHABET, 40, 2);

    int accepted =
        values.accepted(
            CASES,
            random -> pairs(random, setup),
            (value, description) -> {
              String reason = parser.parse(value, row);
              String shown = description + ": " + new String(value, UTF_8) + ": " + reason;
              Object[] expected = reference(value, setup);
              assertThat(reason == null).as(shown).isEqualTo(expected != null);
              if (expected != null) {
                assertThat(Rows.values(row, SCHEMA)).as(shown).isEqualTo(expected);
              }
              return expected != null;
            });

    assertThat(accepted).as("values of each kind, %s", values).isBetween(CASES / 9, CASES * 8 / 9);
  }

  /** The Catalyst values of the columns, or null if the value is not valid. */
  private static Object[] reference(byte[] value, Setup setup) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
      return columns(text.replaceFirst("\\n\\z", "").replaceFirst("\\r\\z", ""), setup);
    } catch (CharacterCodingException | Refused e) {
      return null;
    }
  }

  private static Object[] columns(String line, Setup setup) throws Refused {
    require(!line.isEmpty());
    List<String> names = Arrays.asList(SCHEMA.names());
    Object[] columns = new Object[names.size()];
    boolean[] given = new boolean[names.size()];
    Matcher pair = setup.pair.matcher(line);
    int end = 0;
    while (pair.find()) {
      end = pair.end();
      int column = names.indexOf(pair.group(1));
      require(column >= 0 || !setup.strict);
      if (column >= 0) {
        require(!given[column]);
        given[column] = true;
        String text = pair.group(2) == null ? pair.group(3) : unescaped(pair.group(2));
        boolean isNull = pair.group(2) == null && text.isEmpty();
        columns[column] = isNull ? null : ReferenceText.read(SCHEMA.apply(column).dataType(), text);
      }
    }
    require(line.substring(end).matches("[ " + setup.pairDelimiter + "]*"));
    return columns;
  }

  private static String unescaped(String quoted) {
    return Pattern.compile("\\\\(.)")
        .matcher(quoted)
        .replaceAll(
            escape ->
                switch (escape.group(1)) {
                  case "n" -> "\n";
                  case "r" -> "\r";
                  case "t" -> "\t";
                  default -> Matcher.quoteReplacement(escape.group(1));
                });
  }

  private static byte[] pairs(Random random, Setup setup) {
    String[] good = {
      "a=x",
      "a=\"two, words\"",
      "a=\"\\\"\\\\\\n\"",
      "a=",
      "b=-5",
      "b=\"7\"",
      "b=",
      "t=2024-02-29T12:00:00Z",
      "\u00e9=true",
      "\u00e9=\"false\"",
      "t=\"2024-02-29 12:00+01\""
    };
    String[] other = {"A=5", "x.y=\"\\t\"", "b=1.0", "word", "a=5:=\"", "=1", "a=\"\\x\""};
    StringBuilder pairs = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      String[] from = random.nextInt(12) == 0 ? other : good;
      pairs.append(from[random.nextInt(from.length)].replaceFirst("=", setup.keyDelimiter));
      pairs.append(i > 0 ? setup.pairDelimiter : "").append(random.nextInt(9) == 0 ? " " : "");
    }
    return pairs.append(random.nextInt(9) == 0 ? "\n" : "").toString().getBytes(UTF_8);
  }
}
