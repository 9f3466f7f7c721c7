package io.keystream.lab.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.lab.process.Command;
import io.keystream.lab.runbook.RunbookShell.Followed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunbookShellTest {
  @TempDir private Path runbooks;
  private final List<String> said = new ArrayList<>();

  @Test
  void commandsAreRunLiterallyAndWhatTheyEndWithAndSayIsCompared() throws IOException {
    Followed followed =
        follow(
            """
            ```sh
            echo <job> | tr a-z A-Z
            exit 14                    # exit code 0 or 14
            ```

            Expected: `ACCESS`.
            """);

    assertThat(followed).isEqualTo(new Followed("page.md#diagnosis", 2, List.of()));
    assertThat(said)
        .containsExactly(
            "$ echo access | tr a-z A-Z  -> exit code 0",
            "$ exit 14                    # exit code 0 or 14  -> exit code 14");
  }

  @Test
  void anotherExitCodeIsAProblemAndTheNextCommandIsRunNevertheless() throws IOException {
    Followed followed =
        follow(
            """
            ```sh
            echo refused >&2; exit 3
            true                       # exit code 18
            ```
            """);

    assertThat(followed.commands()).isEqualTo(2);
    assertThat(followed.problems())
        .containsExactly(
            "page.md#diagnosis: exit code 3, wanted [0], of `echo refused >&2; exit 3`: refused",
            "page.md#diagnosis: exit code 0, wanted [18], of `true                       # exit code"
                + " 18`: ");
  }

  @Test
  void anotherOutputIsAProblemThatQuotesIt() throws IOException {
    Followed followed = follow("```sh\necho no\n```\n\nExpected: `yes`.\n");

    assertThat(followed.problems()).containsExactly("page.md#diagnosis: wanted 'yes' in: no");
  }

  @Test
  void aSectionWithoutCommandsIsAProblem() throws IOException {
    assertThat(follow("Nothing.\n").problems())
        .containsExactly("page.md#diagnosis: it has no commands");
  }

  private Followed follow(String section) throws IOException {
    Files.writeString(runbooks.resolve("page.md"), "# Page\n\n## Diagnosis\n\n" + section);
    return new RunbookShell(runbooks, line -> Command.of("bash", "-c", line).run(), said::add)
        .follow("page.md#diagnosis", new Placeholders(Map.of("job", "access")));
  }
}
