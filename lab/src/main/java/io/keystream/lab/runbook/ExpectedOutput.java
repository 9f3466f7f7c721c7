package io.keystream.lab.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a page expects its commands to say: the code in the first sentence of the paragraph that
 * begins with {@code Expected}. Texts with nothing but {@code or} between them are alternatives;
 * one with {@code no} before it is not to be there.
 *
 * @param wanted one text of each list has to be found
 * @param unwanted none of these may be found
 */
record ExpectedOutput(List<List<String>> wanted, List<String> unwanted) {
  /** Nothing in particular. */
  static final ExpectedOutput NOTHING = new ExpectedOutput(List.of(), List.of());

  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
  private static final Pattern SENTENCE = Pattern.compile("(?:`[^`]*`|[^`])*?(?=[.;](?:\\s|$)|$)");
  private static final Pattern OR = Pattern.compile(",? or ");
  private static final Pattern NO = Pattern.compile("(?s).*\\bno ");

  /** What stands for something else each time; a single digit stands for itself. */
  private static final Pattern VARIABLE = Pattern.compile("…|<[a-z][^<>]*>|\\d{2,}|\\s+");

  ExpectedOutput {
    wanted = List.copyOf(wanted);
    unwanted = List.copyOf(unwanted);
  }

  /**
   * Reads a paragraph, from {@code Expected} on.
   *
   * @param lines of a block below it, each of which is to be found as well
   */
  static ExpectedOutput parse(String paragraph, List<String> lines) {
    Matcher sentence = SENTENCE.matcher(paragraph);
    String first = sentence.lookingAt() ? sentence.group() : paragraph;
    List<List<String>> wanted = new ArrayList<>();
    List<String> unwanted = new ArrayList<>();
    int end = 0;
    for (MatchResult span : SPAN.matcher(first).results().toList()) {
      String between = first.substring(end, span.start());
      end = span.end();
      if (NO.matcher(between).matches()) {
        unwanted.add(span.group(1));
      } else if (OR.matcher(between).matches() && !wanted.isEmpty()) {
        wanted.get(wanted.size() - 1).add(span.group(1));
      } else {
        wanted.add(new ArrayList<>(List.of(span.group(1))));
      }
    }
    lines.forEach(line -> wanted.add(List.of(line)));
    return new ExpectedOutput(wanted, unwanted);
  }

  /** What an output lacks, or has and should not. */
  List<String> problems(String output) {
    String folded = output.replaceAll("\\s+", " ");
    List<String> problems = new ArrayList<>();
    for (List<String> texts : wanted) {
      if (texts.stream().noneMatch(text -> isIn(text, folded))) {
        String all =
            texts.stream().map(text -> "'" + text + "'").collect(Collectors.joining(" or "));
        problems.add("wanted " + all);
      }
    }
    for (String text : unwanted) {
      if (isIn(text, folded)) {
        problems.add("wanted no '" + text + "'");
      }
    }
    return problems;
  }

  private static boolean isIn(String text, String folded) {
    return pattern(text.strip()).matcher(folded).find();
  }

  private static Pattern pattern(String text) {
    StringBuilder pattern = new StringBuilder("(?<!\\w)".repeat(startsWithWord(text) ? 1 : 0));
    Matcher variable = VARIABLE.matcher(text);
    int end = 0;
    while (variable.find()) {
      pattern.append(Pattern.quote(text.substring(end, variable.start())));
      pattern.append(standingFor(variable.group()));
      end = variable.end();
    }
    pattern.append(Pattern.quote(text.substring(end)));
    return Pattern.compile(pattern.append(endsWithWord(text) ? "(?!\\w)" : "").toString());
  }

  private static String standingFor(String variable) {
    if (variable.isBlank()) {
      return " ";
    }
    return Character.isDigit(variable.charAt(0)) ? "\\d+" : ".*?";
  }

  private static boolean startsWithWord(String text) {
    return Character.isLetterOrDigit(text.charAt(0));
  }

  private static boolean endsWithWord(String text) {
    return Character.isLetterOrDigit(text.charAt(text.length() - 1));
  }
}
