package io.keystream.lab.config;

import io.keystream.lab.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file beside this class in which <code>${name}</code> stands for a value. */
public final class Template {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([a-z0-9.-]+)}");

  private final String name;
  private final String text;

  private Template(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /** The template of this name, such as {@code hadoop/core-site.properties}. */
  public static Template named(String name) {
    try (InputStream stream = Template.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new LabException("No template " + name);
      }
      return new Template(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Template of(String name, String text) {
    return new Template(name, text);
  }

  /** The text with every variable replaced; a variable without a value is an error. */
  public String render(Map<String, String> values) {
    return VARIABLE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(value(match.group(1), values)));
  }

  private String value(String variable, Map<String, String> values) {
    String value = values.get(variable);
    if (value == null) {
      throw new LabException("Template " + name + " asks for unknown ${" + variable + "}");
    }
    return value;
  }
}
