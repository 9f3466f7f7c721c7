package io.keystream.job.explain;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for all topics in a text of any length, of which only a window is held. Most specific
 * first: a page, check or alert that is named, then messages by their length, then exit codes.
 */
public final class TextScan {
  private static final int WINDOW = 1 << 17;

  /** Behind the beginning of a match; longer than any message with its gaps. */
  private static final int OVERLAP = 1 << 13;

  private static final int NAMED = 10_000;

  /** Not the codes of YARN's containers, which mean something else. */
  private static final Pattern EXIT_CODE =
      Pattern.compile(
          "(?i)(?:(?<!non-zero )\\bexit code|\\bkeystream [a-z-]+ ended with)\\s+(\\d{1,3})\\b");

  /** As preflight prints it. */
  private static final Pattern CHECK =
      Pattern.compile("(?m)^\\W*(?:FAIL|warn|skip) +([a-z][a-z-]+)[ :]");

  private static final Pattern PAGE =
      Pattern.compile("\\b((?:runbooks|docs)/[\\w/-]+\\.md(?:#[\\w-]+)?)");

  private final RunbookIndex index;
  private final Map<Topic, Finding> found = new LinkedHashMap<>();
  private long linesBefore;

  public TextScan(RunbookIndex index) {
    this.index = index;
  }

  /** What a text names, most specific first. Reads the text to its end. */
  public List<Finding> read(Reader text) throws IOException {
    StringBuilder held = new StringBuilder();
    char[] block = new char[WINDOW];
    for (int count = text.read(block); count >= 0; count = text.read(block)) {
      held.append(block, 0, count);
      if (held.length() >= WINDOW) {
        int done = look(held.toString(), false);
        linesBefore += held.chars().limit(done).filter(c -> c == '\n').count();
        held.delete(0, done);
      }
    }
    if (linesBefore == 0 && held.length() < 200) {
      lookForName(held.toString().strip());
    }
    look(held.toString(), true);
    List<Finding> all = new ArrayList<>(found.values());
    all.sort(
        Comparator.comparingInt(Finding::specificity)
            .thenComparingLong(Finding::times)
            .reversed()
            .thenComparingLong(Finding::line));
    return all;
  }

  /** How much of it is done with, in characters. */
  private int look(String raw, boolean last) {
    int until = last ? raw.length() : endOfLine(raw, raw.length() - OVERLAP);
    Window window = new Window(raw);
    index.messages().forEach((message, topic) -> look(window, message, topic, until));
    look(window, EXIT_CODE, until).forEach((place, code) -> addExitCode(window, code, place));
    look(window, CHECK, until).forEach((place, id) -> addNamed(window, id, place));
    look(window, PAGE, until).forEach((place, page) -> addNamed(window, page, place));
    return until;
  }

  /** The last one up to a place; the place itself if it is all one line. */
  private static int endOfLine(String raw, int place) {
    int end = raw.lastIndexOf('\n', place - 1) + 1;
    return end == 0 ? place : end;
  }

  private void look(Window window, KnownMessage message, Topic topic, int until) {
    Optional<KnownMessage.Span> span = message.find(window, 0);
    while (span.isPresent() && window.place(span.get().from()) < until) {
      add(window, topic, message.specificity(), window.place(span.get().from()));
      span = message.find(window, span.get().until());
    }
  }

  private static Map<Integer, String> look(Window window, Pattern pattern, int until) {
    Map<Integer, String> places = new LinkedHashMap<>();
    Matcher matcher = pattern.matcher(window.raw());
    while (matcher.find() && matcher.start() < until) {
      places.put(matcher.start(1), matcher.group(1));
    }
    return places;
  }

  private void addExitCode(Window window, String code, int place) {
    if (!code.equals("0")) {
      index.exitCode(code).ifPresent(topic -> add(window, topic, 0, place));
    }
  }

  private void addNamed(Window window, String name, int place) {
    index.named(name).ifPresent(topic -> add(window, topic, NAMED, place));
  }

  /** The whole text may be a name or the number of an exit code. */
  private void lookForName(String text) {
    Window window = new Window(text);
    index.exitCode(text).ifPresent(topic -> add(window, topic, NAMED, 0));
    index
        .named(text)
        .filter(topic -> topic.kind() != Topic.Kind.ALERT) // The scan finds it, too.
        .ifPresent(topic -> add(window, topic, NAMED, 0));
  }

  private void add(Window window, Topic topic, int specificity, int place) {
    found.compute(
        topic,
        (same, before) ->
            before == null
                ? new Finding(topic, specificity, 1, lineOf(window, place), window.excerpt(place))
                : before.again());
  }

  private long lineOf(Window window, int place) {
    return linesBefore + 1 + window.raw().chars().limit(place).filter(c -> c == '\n').count();
  }
}
