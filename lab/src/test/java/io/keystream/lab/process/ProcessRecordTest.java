package io.keystream.lab.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRecordTest {
  private final ProcessRecord self = ProcessRecord.of(ProcessHandle.current().pid()).orElseThrow();

  @TempDir private Path folder;

  @Test
  void runningProcessIsRecognisedFromItsFile() {
    Path file = folder.resolve("self.pid");
    self.write(file);

    assertThat(ProcessRecord.read(file)).contains(self);
    assertThat(self.isAlive()).isTrue();
  }

  @Test
  void strangerWithTheSameIdIsNotTheDaemon() {
    assertThat(new ProcessRecord(self.pid(), self.startTicks() - 1, self.bootId()).isAlive())
        .isFalse();
  }

  @Test
  void processOfAnEarlierBootIsNotTheDaemon() {
    assertThat(new ProcessRecord(self.pid(), self.startTicks(), "another-boot").isAlive())
        .isFalse();
  }

  @Test
  void damagedFileIsNoRecord() throws IOException {
    Path file = Files.writeString(folder.resolve("cut.pid"), "12 34");

    assertThat(ProcessRecord.read(file)).isEmpty();
    assertThat(ProcessRecord.read(folder.resolve("missing.pid"))).isEmpty();
  }

  @Test
  void programNamesMayHoldBlanksAndBrackets() {
    String stat = "42 (a b) c) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 987654 20";

    assertThat(ProcFs.parseStartTicks(stat)).contains(987654L);
  }

  @Test
  void zombieCountsAsGone() {
    String stat = "42 (java) Z 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 1 18 987654 20";

    assertThat(ProcFs.parseStartTicks(stat)).isEmpty();
  }

  @Test
  void processWithThreadsLeftIsNotYetGone() {
    String stat = "42 (java) Z 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 5 18 987654 20";

    assertThat(ProcFs.parseStartTicks(stat)).contains(987654L);
  }
}
