package io.keystream.job.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class RegexParserTest {
  private static final String PATTERN =
      "(?<at>\\S+) (?<user>[^ ]*)(?: (?<amount>\\S+))?(?: \"(?<note>.*)\")?";
  private static final StructType TYPED =
      StructType.fromDDL("note STRING, amount INT, user STRING NOT NULL, at TIMESTAMP");

  private final RegexParser parser = new RegexParser(TYPED, PATTERN);
  private final InternalRow row = parser.newRow();

  @Test
  void makesTextColumnsOfTheGroupsInTheirOrder() {
    RecordParser texts =
        RecordParsers.of(
            ParseSections.read(
                "format: regex", "pattern: '\\(?<x>(?<b>\\w+)-(?:(?<a>\\w+)|\\Q(?<c>\\E)'"));
    InternalRow textRow = texts.newRow();

    assertThat(texts.schema()).isEqualTo(StructType.fromDDL("b STRING, a STRING"));
    assertThat(texts.parse("(<x>1-2".getBytes(UTF_8), textRow)).isNull();
    assertThat(Rows.external(textRow, texts.schema()).mkString("|")).isEqualTo("1|2");
  }

  @Test
  void typesGroupsByTheSchema() {
    Row result = accepted("2024-02-29T12:00:00Z ann 5 \"\u20ac \ud83d\ude00\"");

    assertThat(result.getString(0)).isEqualTo("\u20ac \ud83d\ude00");
    assertThat(result.getInt(1)).isEqualTo(5);
    assertThat(result.getString(2)).isEqualTo("ann");
    assertThat(result.getTimestamp(3).toInstant()).isEqualTo(Instant.parse("2024-02-29T12:00:00Z"));
  }

  @Test
  void readsAGroupThatTakesNoPartAsNullAndAnEmptyOneAsEmpty() {
    accepted("2024-02-29T12:00:00Z ann 5 \"x\"");
    Row result = accepted("2024-02-29T12:00:00Z ");

    assertThat(result.isNullAt(0)).isTrue();
    assertThat(result.isNullAt(1)).isTrue();
    assertThat(result.getString(2)).isEmpty();
  }

  @Test
  void saysWhatIsWrongAndWhere() {
    assertThat(reason("x")).isEqualTo("regex: the value does not match the pattern");
    assertThat(reason("2024-02-29T12:00:00Z ann 5\n"))
        .isEqualTo("regex: the value does not match the pattern");
    assertThat(reason("2024-02-29T12:00:00Z \u20ac x"))
        .isEqualTo("regex: field \"amount\" is no INT but the text \"x\" at byte 25");
    assertThat(reason("now ann"))
        .isEqualTo("regex: field \"at\" is no TIMESTAMP but the text \"now\" at byte 0");
    RegexParser optional = new RegexParser(StructType.fromDDL("b STRING NOT NULL"), "a(?<b>b)?");
    assertThat(optional.parse("a".getBytes(UTF_8), optional.newRow()))
        .isEqualTo("regex: field \"b\" is not matched but declared NOT NULL");
  }

  @Test
  void givesUpWhatTakesExponentialTime() {
    RegexParser slow = new RegexParser(StructType.fromDDL("a STRING"), "(?<a>(x+x+)+)y");
    byte[] value = "x".repeat(5_000).getBytes(UTF_8);

    assertThat(slow.parse(value, slow.newRow())).isEqualTo("regex: gave up after 1100000 steps");
    assertThat(slow.parse("xxy".getBytes(UTF_8), slow.newRow())).isNull();
  }

  @Test
  void givesUpWhatTakesTheWholeStack() {
    RegexParser deep = new RegexParser(StructType.fromDDL("a STRING"), "(?<a>(?:a|b|ab)*)");
    byte[] value = "ab".repeat(1_000_000).getBytes(UTF_8);

    assertThat(deep.parse(value, deep.newRow()))
        .isEqualTo("regex: gave up, too many repetitions in 2000000 bytes");
    assertThat(deep.parse("ab".getBytes(UTF_8), deep.newRow())).isNull();
  }

  @Test
  void findsGroupsAmongCharactersOfAnyLength() {
    RegexParser words =
        new RegexParser(StructType.fromDDL("a STRING, b STRING"), "(?<a>[^;]*);(?<b>.*)");
    InternalRow wordRow = words.newRow();
    long seed = Seed.next();
    Random random = Seed.random(seed);
    for (int i = 0; i < 20_000; i++) {
      String a = word(random);
      String b = word(random);
      String as = "seed %d, case %d".formatted(seed, i);
      assertThat(words.parse((a + ";" + b).getBytes(UTF_8), wordRow)).as(as).isNull();
      assertThat(wordRow.getString(0)).as(as).isEqualTo(a);
      assertThat(wordRow.getString(1)).as(as).isEqualTo(b);
    }
  }

  @Test
  void refusesValuesThatAreNoText() {
    assertThat(parser.parse(null, row)).isEqualTo("null value");
    assertThat(reason("")).isEqualTo("empty value");
    assertThat(parser.parse("\u00e9".getBytes(ISO_8859_1), row))
        .isEqualTo("not valid UTF-8 at byte 0");
    assertThat(parser.parse(new byte[Reasons.MAX_BYTES + 1], row))
        .isEqualTo("regex: 16777217 bytes are more than 16777216");
  }

  private static String word(Random random) {
    String[] characters = {"a", "\u00e9", "\u20ac", "\ud83d\ude00", " "};
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      word.append(characters[random.nextInt(characters.length)]);
    }
    return word.toString();
  }

  private Row accepted(String value) {
    assertThat(reason(value)).as(value).isNull();
    return Rows.external(row, TYPED);
  }

  private String reason(String value) {
    return parser.parse(value.getBytes(UTF_8), row);
  }
}
