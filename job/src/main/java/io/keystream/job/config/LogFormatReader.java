package io.keystream.job.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.StructType;

/** Takes a LogFormat apart and collects all that is wrong with it. */
final class LogFormatReader {
  private static final Pattern DIRECTIVE =
      Pattern.compile("%[<>]?(?:\\{([^}]*)\\})?[<>]?(.)", Pattern.DOTALL);

  /** What a backslash may stand before; a format is often copied from a quoted text. */
  private static final String ESCAPABLE = "\"\\t";

  private final String text;
  private final List<LogField> fields = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private final Map<String, String> directives = new HashMap<>();
  private StringBuilder literal = new StringBuilder();
  private String last = "";

  /** One thing wrong; the components mean what those of {@link Problem} mean. */
  record Fault(String wanted, String found, String remedy) {}

  LogFormatReader(String text) {
    this.text = text;
  }

  List<Fault> faults() {
    return faults;
  }

  /** The format, as far as it was understood; to be used only if there are no faults. */
  LogFormat read() {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '%') {
        at = directive(at);
      } else if (c == '\\' && at + 1 < text.length() && isEscapable(text.charAt(at + 1))) {
        literal.append(text.charAt(at + 1) == 't' ? '\t' : text.charAt(at + 1));
        at += 2;
      } else {
        literal.append(c);
        at++;
      }
    }
    if (fields.isEmpty() && faults.isEmpty()) {
      fault("at least one directive, such as %h", "\"" + text + "\"", "correct the pattern");
    }
    return new LogFormat(List.copyOf(fields), literal.toString());
  }

  private static boolean isEscapable(char c) {
    return ESCAPABLE.indexOf(c) >= 0;
  }

  private int directive(int at) {
    Matcher matcher = DIRECTIVE.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      fault(
          "directives such as %h or %{Referer}i",
          "a lone % at character " + (at + 1), "write %% for a percent sign");
      return at + 1;
    }
    if (matcher.group().equals("%%")) {
      literal.append('%');
    } else {
      field(matcher, at);
    }
    return matcher.end();
  }

  private void field(Matcher matcher, int at) {
    String directive = matcher.group();
    Optional<LogField> known = LogDirectives.find(matcher.group(2), matcher.group(1));
    if (known.isEmpty()) {
      fault(
          "directives that have a column: " + LogDirectives.names(),
          directive + " at character " + (at + 1),
          "remove it, or set format: regex and a regular expression");
    }
    known.ifPresent(field -> add(field.column(), field.kind(), directive));
    last = directive;
  }

  private void add(String column, LogField.Kind kind, String directive) {
    boolean time = kind == LogField.Kind.TIME;
    literal.append(time ? "[" : "");
    if (literal.length() == 0 && !last.isEmpty()) {
      fault(
          "a text between any two directives, which tells where the first one ends",
          last + directive,
          "write a space or another text between them");
    }
    LogField field = new LogField(literal.toString(), column, kind);
    for (String name : field.addTo(new StructType()).names()) {
      String other = directives.putIfAbsent(name, directive);
      if (other != null) {
        fault(
            "every column once",
            "column " + name + " of both " + other + " and " + directive,
            "remove one of the two");
      }
    }
    fields.add(field);
    literal = new StringBuilder(time ? "]" : "");
  }

  private void fault(String wanted, String found, String remedy) {
    faults.add(new Fault(wanted, found, remedy));
  }
}
