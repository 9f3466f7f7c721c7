package io.keystream.job.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the documentation, cut at its headings.
 *
 * @param path in the repository, with slashes, such as {@code runbooks/README.md}
 * @param parts in their order, each up to the next heading of whatever level; a page that does not
 *     begin with a heading has a first part without one
 */
public record MarkdownPage(String path, List<Part> parts) {
  private static final Pattern HEADING = Pattern.compile("(#{1,6}) +(.+?) *#*");
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\(([^)\\s]+)\\)");
  private static final String FENCE = "```";

  /**
   * A heading, and what stands below it.
   *
   * @param level 1 to 6; 0 without a heading
   * @param lines without the heading
   */
  public record Part(int level, String heading, List<String> lines) {

    /** What links to the heading have behind their {@code #}. */
    public String anchor() {
      return MarkdownPage.anchor(heading);
    }

    /** The text, without empty lines before and after it. */
    public String text() {
      return String.join("\n", lines).strip();
    }
  }

  /**
   * A link, as it is written.
   *
   * @param target relative to the page, an anchor or an address
   */
  public record Link(String text, String target) {}

  public MarkdownPage {
    parts = List.copyOf(parts);
  }

  /** Reads a page. */
  public static MarkdownPage parse(String path, String text) {
    List<Part> parts = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    Part open = new Part(0, "", lines);
    boolean fenced = false;
    for (String line : text.lines().toList()) {
      fenced ^= line.strip().startsWith(FENCE);
      Matcher heading = HEADING.matcher(line);
      if (!fenced && heading.matches()) {
        parts.add(open);
        lines = new ArrayList<>();
        open = new Part(heading.group(1).length(), heading.group(2), lines);
      } else {
        lines.add(line);
      }
    }
    parts.add(open);
    parts.removeIf(part -> part.level() == 0 && part.text().isEmpty());
    return new MarkdownPage(path, parts);
  }

  /** The first heading. */
  public String title() {
    return parts.stream()
        .filter(part -> part.level() > 0)
        .findFirst()
        .map(Part::heading)
        .orElse("");
  }

  /** The part with a heading of this anchor. */
  public Optional<Part> part(String anchor) {
    return parts.stream()
        .filter(part -> part.level() > 0 && part.anchor().equals(anchor))
        .findFirst();
  }

  /** A part with all parts below it, headings of these included. */
  public String whole(Part part) {
    StringBuilder text = new StringBuilder(part.text());
    int next = parts.indexOf(part) + 1;
    while (next < parts.size() && parts.get(next).level() > part.level()) {
      Part below = parts.get(next++);
      text.append("\n\n").append("#".repeat(below.level())).append(' ').append(below.heading());
      text.append("\n\n").append(below.text());
    }
    return text.toString().strip();
  }

  /** The parts below a heading, of the level after it. */
  public List<Part> below(Part part) {
    List<Part> below = new ArrayList<>();
    for (Part each : parts.subList(parts.indexOf(part) + 1, parts.size())) {
      if (each.level() <= part.level()) {
        break;
      }
      if (each.level() == part.level() + 1) {
        below.add(each);
      }
    }
    return below;
  }

  /** The rows of all tables below a heading, without their heads; a row is its cells. */
  public List<List<String>> rows(Part part) {
    List<List<String>> rows = new ArrayList<>();
    List<String> lines = whole(part).lines().map(String::strip).toList();
    boolean body = false;
    for (String line : lines) {
      boolean row = line.startsWith("|") && line.endsWith("|");
      if (row && line.matches("[|: -]+")) {
        body = true;
      } else if (row && body) {
        rows.add(cells(line));
      } else {
        body = false;
      }
    }
    return rows;
  }

  /** All links of a text, in their order. */
  public static List<Link> links(String text) {
    return LINK.matcher(text)
        .results()
        .map(found -> new Link(found.group(1), found.group(2)))
        .toList();
  }

  /** Where a link of this page leads, from the top of the repository. */
  public String resolve(String target) {
    return target.startsWith("#")
        ? path + target
        : java.net.URI.create(path).resolve(target).toString();
  }

  /** As GitHub makes it. */
  static String anchor(String heading) {
    return heading
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }

  /** A bar with a backslash before it is a character like any other. */
  private static List<String> cells(String line) {
    String inner = line.substring(1, line.length() - 1);
    return java.util.Arrays.stream(inner.split("(?<!\\\\)\\|", -1))
        .map(cell -> cell.replace("\\|", "|").strip())
        .toList();
  }
}
