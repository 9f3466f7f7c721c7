package io.keystream.job.explain;

import io.keystream.job.explain.MarkdownPage.Link;
import io.keystream.job.explain.MarkdownPage.Part;
import io.keystream.job.explain.Topic.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that has a page: what the tables of {@code runbooks/README.md} list, the exit codes of {@code
 * docs/exit-codes.md}, and the checks, which are the sections of their runbook. These pages are
 * what people edit; nothing is written down a second time.
 */
public final class RunbookIndex {
  public static final String INDEX = "runbooks/README.md";
  static final String EXIT_CODES = "docs/exit-codes.md";
  static final String CHECKS = "runbooks/procedures/mend-preflight.md";
  private static final List<String> FOLDERS =
      List.of("", "runbooks/", "runbooks/procedures/", "runbooks/alerts/", "docs/");
  private static final Pattern ALERT = Pattern.compile("runbooks/alerts/(\\w+)\\.md");
  private static final Pattern PAGE_NAME =
      Pattern.compile("([\\w-]+(?:/[\\w-]+)*)(?:\\.md)?(#[\\w-]+)?");

  private final Pages pages;
  private final Map<KnownMessage, Topic> messages = new LinkedHashMap<>();
  private final Set<Topic> topics = new LinkedHashSet<>();

  private RunbookIndex(Pages pages) {
    this.pages = pages;
  }

  /** Reads the index of these pages. */
  public static RunbookIndex of(Pages pages) {
    RunbookIndex index = new RunbookIndex(pages);
    MarkdownPage readme = pages.page(INDEX);
    for (Part part : readme.parts()) {
      readme.rows(part).forEach(row -> index.addRow(readme, part.anchor(), row));
    }
    MarkdownPage codes = pages.page(EXIT_CODES);
    codes.parts().stream()
        .limit(1)
        .flatMap(part -> codes.rows(part).stream())
        .forEach(row -> index.add(Kind.EXIT_CODE, row.get(0), target(codes, row, EXIT_CODES)));
    MarkdownPage checks = pages.page(CHECKS);
    checks.parts().stream()
        .filter(part -> part.level() == 3)
        .forEach(part -> index.add(Kind.CHECK, part.heading(), CHECKS + "#" + part.anchor()));
    return index;
  }

  /** All of it. */
  public Set<Topic> topics() {
    return Set.copyOf(topics);
  }

  Map<KnownMessage, Topic> messages() {
    return messages;
  }

  /** How many there are of a kind. */
  public long count(Kind kind) {
    return topics.stream().filter(topic -> topic.kind() == kind).count();
  }

  Optional<Topic> exitCode(String number) {
    return topics.stream()
        .filter(topic -> topic.kind() == Kind.EXIT_CODE && topic.name().equals(number))
        .findFirst();
  }

  /** The check, alert or page that is called so; a page with or without folders and ending. */
  Optional<Topic> named(String name) {
    return topics.stream()
        .filter(topic -> topic.kind() == Kind.CHECK || topic.kind() == Kind.ALERT)
        .filter(topic -> topic.name().equals(name))
        .findFirst()
        .or(() -> page(name));
  }

  private Optional<Topic> page(String name) {
    Matcher parts = PAGE_NAME.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String anchor = parts.group(2) == null ? "" : parts.group(2);
    return FOLDERS.stream()
        .map(folder -> folder + parts.group(1) + ".md")
        .filter(path -> pages.find(path).filter(page -> has(page, anchor)).isPresent())
        .map(path -> new Topic(Kind.PAGE, path + anchor, path + anchor))
        .findFirst();
  }

  private static boolean has(MarkdownPage page, String anchor) {
    return anchor.isEmpty() || page.part(anchor.substring(1)).isPresent();
  }

  private void addRow(MarkdownPage readme, String table, List<String> row) {
    if (table.equals("by-message")) {
      String target = target(readme, row, INDEX);
      KnownMessage.in(row.get(0)).forEach(known -> addMessage(known, target));
    }
    // An alert's page is called as the alert is.
    row.stream()
        .flatMap(cell -> MarkdownPage.links(cell).stream())
        .map(link -> readme.resolve(link.target()))
        .forEach(this::addAlert);
  }

  private void addMessage(KnownMessage message, String target) {
    messages.put(message, add(Kind.MESSAGE, message.text(), target));
  }

  private void addAlert(String target) {
    Matcher page = ALERT.matcher(target);
    if (page.matches() && topics.stream().noneMatch(known -> isAlert(known, page.group(1)))) {
      messages.put(new KnownMessage(page.group(1)), add(Kind.ALERT, page.group(1), target));
    }
  }

  private static boolean isAlert(Topic topic, String name) {
    return topic.kind() == Kind.ALERT && topic.name().equals(name);
  }

  private Topic add(Kind kind, String name, String target) {
    Topic topic = new Topic(kind, name, target);
    topics.add(topic);
    return topic;
  }

  /** The first link behind the first cell. */
  private static String target(MarkdownPage page, List<String> row, String otherwise) {
    List<Link> links = new ArrayList<>();
    row.stream().skip(1).forEach(cell -> links.addAll(MarkdownPage.links(cell)));
    return links.isEmpty() ? otherwise : page.resolve(links.get(0).target());
  }
}
