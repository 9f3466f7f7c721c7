package io.keystream.job.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.explain.MarkdownPage.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownPageTest {
  private static final MarkdownPage PAGE =
      MarkdownPage.parse(
          "runbooks/procedures/a.md",
          """
          # Title of it

          Before.

          ## First part

          | it says | do |
          |---|---|
          | `a \\| b` | [this](../../docs/x.md#y) |

          ```sh
          # no heading
          ```

          ### Below it: `code`, and more

          Deep.

          ## Second
          """);

  @Test
  void isCutAtItsHeadingsButNotAtCommentsInCode() {
    assertThat(PAGE.parts())
        .extracting(Part::heading)
        .containsExactly("Title of it", "First part", "Below it: `code`, and more", "Second");
    assertThat(PAGE.title()).isEqualTo("Title of it");
  }

  @Test
  void anchorsAreThoseOfGitHub() {
    assertThat(PAGE.parts().get(2).anchor()).isEqualTo("below-it-code-and-more");
    assertThat(MarkdownPage.anchor("spark-executor_x")).isEqualTo("spark-executor_x");
  }

  @Test
  void aPartIsGivenWithAllThatIsBelowIt() {
    Part first = PAGE.part("first-part").orElseThrow();

    assertThat(PAGE.whole(first))
        .startsWith("| it says")
        .endsWith("### Below it: `code`, and more\n\nDeep.");
    assertThat(PAGE.below(first)).extracting(Part::text).containsExactly("Deep.");
  }

  @Test
  void rowsOfTablesAreTheirCells() {
    assertThat(PAGE.rows(PAGE.part("first-part").orElseThrow()))
        .containsExactly(List.of("`a | b`", "[this](../../docs/x.md#y)"));
  }

  @Test
  void linksLeadFromThePage() {
    assertThat(MarkdownPage.links("see [this](../../docs/x.md#y), [that](#z)"))
        .extracting(link -> PAGE.resolve(link.target()))
        .containsExactly("docs/x.md#y", "runbooks/procedures/a.md#z");
  }
}
