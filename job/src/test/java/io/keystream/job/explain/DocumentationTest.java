package io.keystream.job.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.explain.MarkdownPage.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** That pages have the shape they have to have, and lead to each other. */
class DocumentationTest {
  private static final List<String> SHAPE =
      List.of("Meaning", "Impact", "Diagnosis", "Mitigation", "Verification", "Rollback");

  @Test
  void everyRunbookHasTheSamePartsInTheSameOrder() throws IOException {
    List<MarkdownPage> runbooks = runbooks();
    assertThat(runbooks).as("pages below runbooks/").hasSizeGreaterThan(10);

    for (MarkdownPage page : runbooks) {
      List<Part> parts = page.parts().stream().filter(part -> part.level() == 2).toList();
      assertThat(parts).as("parts of %s", page.path()).extracting(Part::heading).isEqualTo(SHAPE);
      assertThat(page.parts().get(0).level()).as("first heading of %s", page.path()).isOne();
      for (Part part : parts) {
        assertThat(page.whole(part)).as("%s of %s", part.heading(), page.path()).isNotEmpty();
      }
    }
  }

  @Test
  void everyRunbookIsInTheIndex() throws IOException {
    MarkdownPage index =
        MarkdownPage.parse(
            RunbookIndex.INDEX, Files.readString(Checkout.ROOT.resolve(RunbookIndex.INDEX)));
    Set<String> listed =
        MarkdownPage.links(Checkout.text(index)).stream()
            .map(link -> index.resolve(link.target()).replaceFirst("#.*", ""))
            .collect(Collectors.toSet());

    assertThat(runbooks()).extracting(MarkdownPage::path).allMatch(listed::contains);
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    Map<String, Set<String>> anchors = new HashMap<>();
    List<MarkdownPage> pages = Checkout.pages();
    pages.forEach(page -> anchors.put(page.path(), anchors(page)));
    List<String> broken = new ArrayList<>();
    for (MarkdownPage page : pages) {
      for (MarkdownPage.Link link : MarkdownPage.links(Checkout.prose(page))) {
        if (!link.target().matches("[a-z]+:.*") && !leads(page.resolve(link.target()), anchors)) {
          broken.add(page.path() + ": " + link.target());
        }
      }
    }
    assertThat(broken).as("links to no file, or to no heading of it").isEmpty();
  }

  @Test
  void noMessageOfTheIndexIsOneThatHealthyLogsHave() {
    List<String> tooShort = new ArrayList<>();
    RunbookIndex.of(new Pages())
        .messages()
        .forEach(
            (known, topic) -> {
              boolean message = topic.kind() == Topic.Kind.MESSAGE;
              if (message && known.specificity() < 10 && !known.text().matches("[A-Z]{4,}")) {
                tooShort.add(known.text());
              }
            });
    assertThat(tooShort)
        .as("messages of less than 10 letters that are no words in capitals")
        .isEmpty();
  }

  private static List<MarkdownPage> runbooks() throws IOException {
    return Checkout.pages("runbooks/").stream()
        .filter(page -> page.path().matches("runbooks/(alerts|procedures)/.*"))
        .toList();
  }

  private static boolean leads(String target, Map<String, Set<String>> anchors) {
    String[] parts = target.split("#", 2);
    Path file = Checkout.ROOT.resolve(parts[0]);
    return Files.exists(file)
        && (parts.length == 1 || anchors.getOrDefault(parts[0], Set.of()).contains(parts[1]));
  }

  /** Headings of one name are numbered from the second on. */
  private static Set<String> anchors(MarkdownPage page) {
    Set<String> anchors = new HashSet<>();
    for (Part part : page.parts()) {
      int number = 1;
      for (String anchor = part.anchor(); !anchors.add(anchor); number++) {
        anchor = part.anchor() + "-" + number;
      }
    }
    return anchors;
  }
}
