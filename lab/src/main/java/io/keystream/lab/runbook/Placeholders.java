package io.keystream.lab.runbook;

import io.keystream.lab.LabException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands for {@code <application_id>} and the like in a command. */
public final class Placeholders {
  /** A redirection has a blank, a digit or another bracket beside its own. */
  private static final Pattern PLACEHOLDER = Pattern.compile("(?<!<)<([a-z][\\w .-]*)>");

  private final Map<String, String> values;

  /**
   * @param values by name, without brackets
   */
  public Placeholders(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** The same with one more, which wins over what there was. */
  public Placeholders with(String name, String value) {
    Map<String, String> more = new HashMap<>(values);
    more.put(name, value);
    return new Placeholders(more);
  }

  /** The names in a text, without brackets. */
  public static List<String> of(String text) {
    return PLACEHOLDER.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /** The text with all values in their places; throws if there is none for one. */
  public String fill(String text) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(found, text)));
  }

  private String value(MatchResult found, String text) {
    String value = values.get(found.group(1));
    if (value == null) {
      throw new LabException("No value for %s in: %s".formatted(found.group(), text));
    }
    return value;
  }
}
