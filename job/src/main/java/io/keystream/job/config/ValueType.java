package io.keystream.job.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The type of a single value.
 *
 * @param tag what YAML must take the value for
 * @param name the type in one word, for the reference page
 * @param wanted what a value has to look like, for messages
 * @param parser the object for a text; nothing if the text is not valid
 */
record ValueType(Tag tag, String name, String wanted, Function<String, Optional<Object>> parser) {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,10}");

  static ValueType of(Class<?> javaType, Key key) {
    if (javaType == String.class) {
      return text(key.text());
    }
    if (javaType == int.class || javaType == Integer.class) {
      return wholeNumber(Long.parseLong(key.min()), Long.parseLong(key.max()));
    }
    if (javaType == boolean.class) {
      return yesOrNo();
    }
    if (javaType == Duration.class) {
      return duration(key.min(), key.max());
    }
    if (javaType.isEnum()) {
      return choice(javaType);
    }
    throw new IllegalArgumentException("No value type for " + javaType);
  }

  /** How a value is written in canonical text: as in the file. */
  static String format(Object value) {
    if (value instanceof Duration duration) {
      return duration.toMillis() + "ms";
    }
    return value.toString();
  }

  private static ValueType text(TextKind kind) {
    return new ValueType(
        Tag.STR,
        "text",
        kind.meaning(),
        text -> Optional.of((Object) text).filter(t -> kind.accepts(text)));
  }

  private static ValueType wholeNumber(long min, long max) {
    return new ValueType(
        Tag.INT,
        "whole number",
        "a whole number from " + min + " to " + max,
        text ->
            Optional.of(text)
                .filter(t -> WHOLE_NUMBER.matcher(t).matches())
                .map(Long::parseLong)
                .filter(number -> number >= min && number <= max)
                .map(Math::toIntExact));
  }

  private static ValueType yesOrNo() {
    return new ValueType(
        Tag.BOOL,
        "true or false",
        "true or false",
        text ->
            Optional.of(text)
                .filter(t -> "true".equals(t) || "false".equals(t))
                .map(Boolean::valueOf));
  }

  private static ValueType duration(String min, String max) {
    Duration shortest = readDuration(min).orElseThrow();
    Duration longest = readDuration(max).orElseThrow();
    return new ValueType(
        Tag.STR,
        "duration",
        "a duration with its unit (ms, s, m or h) from " + min + " to " + max,
        text ->
            readDuration(text)
                .filter(d -> d.compareTo(shortest) >= 0 && d.compareTo(longest) <= 0)
                .map(d -> d));
  }

  private static Optional<Duration> readDuration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          default -> Duration.ofHours(amount);
        });
  }

  private static ValueType choice(Class<?> enumType) {
    String words =
        Arrays.stream(enumType.getEnumConstants())
            .map(Object::toString)
            .collect(Collectors.joining(", "));
    return new ValueType(
        Tag.STR,
        "one of " + words,
        enumType.getEnumConstants().length == 1 ? words : "one of " + words,
        text ->
            Arrays.stream(enumType.getEnumConstants())
                .filter(constant -> constant.toString().equals(text))
                .findFirst()
                .map(constant -> constant));
  }
}
