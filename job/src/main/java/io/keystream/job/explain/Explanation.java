package io.keystream.job.explain;

import io.keystream.job.explain.MarkdownPage.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be read of one page, and why.
 *
 * @param page of the repository, with an anchor if a part of it is meant
 * @param findings that lead there, most specific first
 * @param sections what the page says: a section that was linked to, or what it says of meaning and
 *     mitigation
 */
public record Explanation(
    String page, String title, List<Finding> findings, List<Section> sections) {
  private static final List<String> SHOWN = List.of("meaning", "mitigation");

  /** A part of a page, with all that stands below it, as Markdown. */
  public record Section(String heading, String text) {}

  /** One for each page, in the order of the findings. */
  public static List<Explanation> of(List<Finding> findings, Pages pages) {
    Map<String, List<Finding>> byTarget = new LinkedHashMap<>();
    for (Finding finding : findings) {
      byTarget.computeIfAbsent(finding.topic().target(), any -> new ArrayList<>()).add(finding);
    }
    List<Explanation> explanations = new ArrayList<>();
    byTarget.forEach((target, leading) -> explanations.add(of(target, leading, pages)));
    return explanations;
  }

  private static Explanation of(String target, List<Finding> findings, Pages pages) {
    Topic topic = findings.get(0).topic();
    Optional<MarkdownPage> page = pages.find(topic.page());
    return new Explanation(
        target,
        page.map(MarkdownPage::title).orElse(""),
        findings,
        page.map(found -> sections(found, topic.anchor())).orElse(List.of()));
  }

  private static List<Section> sections(MarkdownPage page, String anchor) {
    Optional<Part> linked = page.part(anchor);
    boolean deep = linked.filter(part -> part.level() != 2).isPresent();
    List<Section> sections = new ArrayList<>();
    for (Part part : page.parts()) {
      boolean wanted =
          deep
              ? part.equals(linked.get())
              : part.level() == 2
                  && (SHOWN.contains(part.anchor()) || part.anchor().equals(anchor));
      if (wanted) {
        sections.add(new Section(part.heading(), page.whole(part)));
      }
    }
    // Pages that are no runbooks have no such parts.
    if (sections.isEmpty() && !page.parts().isEmpty()) {
      Part first = page.parts().get(0);
      sections.add(new Section(first.heading(), first.text()));
    }
    return sections;
  }
}
