package io.keystream.lab.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {

  @Test
  void outputsAndExitCodeAreKeptApart() {
    CommandResult result = Command.of("sh", "-c", "echo out; echo err >&2; exit 3").run();

    assertThat(result.stdout()).isEqualTo("out\n");
    assertThat(result.stderr()).isEqualTo("err\n");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThatThrownBy(result::orThrow)
        .isInstanceOf(LabException.class)
        .hasMessageContaining("ended with exit code 3")
        .hasMessageContaining("out\nerr");
  }

  @Test
  void inputComesFromTheFile(@TempDir Path folder) throws IOException {
    Path input = Files.writeString(folder.resolve("in"), "text");

    assertThat(Command.of("cat").reading(input).run().stdout()).isEqualTo("text");
    assertThat(Command.of("cat").run().stdout()).isEmpty();
  }

  @Test
  void commandThatTakesTooLongIsKilled() {
    CommandResult result = Command.of("sleep", "60").within(Duration.ofMillis(200)).run();

    assertThat(result.exitCode()).isEqualTo(CommandResult.TIMED_OUT);
  }

  @Test
  void ownVariablesWinOverDefaults() {
    Command command = Command.of("sh", "-c", "echo $A$B").with("A", "own");

    assertThat(command.withDefaults(Map.of("A", "default", "B", "-more")).run().stdout())
        .isEqualTo("own-more\n");
  }
}
