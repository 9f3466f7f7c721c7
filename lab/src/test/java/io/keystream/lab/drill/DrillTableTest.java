package io.keystream.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.lab.runbook.RunbookShell.Followed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillTableTest {
  @TempDir private Path folder;

  @Test
  void aRowTellsWhatAnOperatorWasToldAndDid() throws IOException {
    Response.Builder response = new Response.Builder();
    response.alert("JobGivenUp", Duration.ofSeconds(12));
    response.followed(new Followed("alerts/JobGivenUp.md#diagnosis", 2, List.of()));
    response.followed(new Followed("procedures/recover-ledger.md#verification", 3, List.of()));
    Outcome outcome = new Outcome("12 in", Optional.empty(), response.build(), List.of());

    assertThat(write("ledger-damaged", outcome))
        .contains(
            "| `ledger-damaged` | passed | JobGivenUp (12 s) |"
                + " [JobGivenUp#diagnosis](alerts/JobGivenUp.md#diagnosis),"
                + " [recover-ledger#verification](procedures/recover-ledger.md#verification):"
                + " 5 commands | - | 12 in | | | | |")
        .contains("divided by 30");
  }

  @Test
  void rowsOfDrillsThatWereNotRunStayAndTheOrderIsThatOfTheList() throws IOException {
    write("b", new Outcome("first", List.of()));
    write("c", new Outcome("second", List.of("bad")));
    String page = write("a", new Outcome("third", List.of()));

    assertThat(
            page.lines().filter(line -> line.startsWith("| `")).map(line -> line.substring(0, 16)))
        .containsExactly("| `a` | passed |", "| `b` | passed |", "| `c` | FAILED |");
  }

  private String write(String drill, Outcome outcome) throws IOException {
    Path page = folder.resolve("DRILLS.md");
    DrillTable table = new DrillTable(page, 30);
    table.put(drill, outcome);
    table.write(List.of("a", "b", "c", "ledger-damaged"));
    return Files.readString(page);
  }
}
