package io.keystream.job.config;

import java.util.Optional;

/** A default that a key has with the formats that have the key, and with no other. */
abstract class FormatDefault implements DefaultRule {
  private final String key;
  private final String value;
  private final String words;

  /**
   * @param key name of the key in the section {@code parse}
   * @param value the default, as in the file
   * @param words the default, as the reference page shows it
   */
  FormatDefault(String key, String value, String words) {
    this.key = key;
    this.value = value;
    this.words = words;
  }

  @Override
  public Optional<String> derive(Values values, String basis) {
    return values
        .find(basis)
        .filter(format -> ((ParseFormat) format).has(key))
        .map(format -> value);
  }

  @Override
  public String basis() {
    return "parse.format";
  }

  @Override
  public String description() {
    return words;
  }

  static final class Delimiter extends FormatDefault {
    Delimiter() {
      super("delimiter", ",", "`\",\"` with `csv`");
    }
  }

  static final class Quote extends FormatDefault {
    Quote() {
      super("quote", "\"", "`'\"'` with `csv`");
    }
  }

  static final class NullValue extends FormatDefault {
    NullValue() {
      super("null-value", "", "`\"\"` with `csv`");
    }
  }

  static final class PairDelimiter extends FormatDefault {
    PairDelimiter() {
      super("pair-delimiter", " ", "`\" \"` with `key-value`");
    }
  }

  static final class KeyDelimiter extends FormatDefault {
    KeyDelimiter() {
      super("key-delimiter", "=", "`\"=\"` with `key-value`");
    }
  }

  static final class Strict extends FormatDefault {
    Strict() {
      super("strict", "false", "`false` with `json` and `key-value`");
    }
  }
}
