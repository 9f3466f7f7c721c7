package io.keystream.lab.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.lab.LabException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunbookTest {
  private static final String PAGE =
      """
      # Mend it

      ## Diagnosis

      ```sh
      bin/keystream status
      hdfs dfs -ls \\
        <home>         # exit code 1: it is gone
      ```

      Expected: `state`
      and `FAILED`. Then `look`.

      ```yaml
      key: value
      ```

      1. In a list:

         ```sh
         bin/keystream ledger verify   # exit code 0, 13 or 14
         ```

      Expected at the end:

      ```
      wrote   it
      ```

      ### deeper

      ```sh
      false # exit code 1
      ```

      Expected: a line such as

      ```
      an example
      ```

      ## Mitigation

      Nothing.
      """;
  private final Runbook page = Runbook.parse("procedures/mend-it.md", PAGE);

  @Test
  void aSectionIsItsBlocksOfCommandsWithoutThoseBelowIt() {
    List<Step> steps = page.steps("diagnosis");

    assertThat(steps).hasSize(2);
    assertThat(steps.get(0).commands())
        .extracting(RunbookCommand::line)
        .containsExactly(
            "bin/keystream status", "hdfs dfs -ls <home>         # exit code 1: it is gone");
    assertThat(page.steps("deeper")).hasSize(1);
    assertThat(page.steps("mitigation")).isEmpty();
  }

  @Test
  void exitCodesStandInComments() {
    assertThat(page.steps("diagnosis").stream().flatMap(step -> step.commands().stream()))
        .extracting(command -> command.exitCodes().stream().sorted().toList())
        .containsExactly(List.of(0), List.of(1), List.of(0, 13, 14));
  }

  @Test
  void theParagraphAfterABlockSaysWhatIsExpectedOfIt() {
    Step first = page.steps("diagnosis").get(0);

    assertThat(first.problems("state  FAILED")).isEmpty();
    assertThat(first.problems("state RUNNING")).containsExactly("wanted 'FAILED'");
  }

  @Test
  void linesBelowSuchAParagraphAreExpectedUnlessTheyAreAnExample() {
    assertThat(page.steps("diagnosis").get(1).problems("wrote it")).isEmpty();
    assertThat(page.steps("diagnosis").get(1).problems("")).containsExactly("wanted 'wrote   it'");
    assertThat(page.steps("deeper").get(0).problems("")).isEmpty();
  }

  @Test
  void aSectionThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> page.steps("rollback"))
        .isInstanceOf(LabException.class)
        .hasMessage("procedures/mend-it.md has no section rollback");
  }

  @Test
  void aBlockThatIsNotClosedIsRefused() {
    Runbook open = Runbook.parse("open.md", "# Open\n\n```sh\nls\n");

    assertThatThrownBy(() -> open.steps("open"))
        .isInstanceOf(LabException.class)
        .hasMessage("A block is not closed: [ls]");
  }
}
