package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.ledger.Entries;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Verbs of a principal that may not use the home of the job end where that is first seen. */
class StrangerTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private TestCluster job;
  private Map<String, String> before;

  @BeforeEach
  void connect() throws IOException {
    job = new TestCluster(folder);
    Entries.put(job.home(), Entries.ofFiles(1, 1, List.of()));
    job.home().claim();
    job.yarn().givesUp(Recoveries.APPLICATION, "no luck");
    before = job.contents();
    job.refuseEverything();
  }

  @AfterEach
  void nothingWasChanged() throws IOException {
    assertThat(job.contents()).isEqualTo(before);
    assertThat(job.submissions()).isZero();
    assertThat(out.toString()).isEmpty();
    job.close();
  }

  @Test
  void recoverFindsAndMendsNothing() {
    RecoverCommand recover = new RecoverCommand();
    new CommandLine(recover).parseArgs("--repair");

    assertThatThrownBy(() -> recover.report(job.cluster()))
        .isInstanceOf(AccessControlException.class)
        .hasMessageStartingWith("Permission denied: user=guest");
  }

  @Test
  void bundleWritesNoFile() {
    Path file = folder.resolve("bundle.zip");

    assertRefused(new BundleCommand(), "--to", file.toString());

    assertThat(file).doesNotExist();
  }

  @Test
  void backupCopiesNothing() {
    Path target = folder.resolve("backup");

    assertRefused(new BackupCommand(), "--to", target.toString());

    assertThat(target).doesNotExist();
  }

  @Test
  void restoreWritesNothing() {
    assertRefused(new RestoreCommand(), "--from", folder.resolve("backup").toString());
  }

  @Test
  void purgeDeletesNothing() {
    assertRefused(new PurgeCommand(), "--with-data", "logs");

    assertThat(Files.exists(job.home().local(job.home().home().ledger()))).isTrue();
  }

  private void assertRefused(ClusterCommand verb, String... options) {
    new CommandLine(verb).parseArgs(options);

    assertThatThrownBy(
            () -> verb.run(job.cluster(), new Printer(new PrintWriter(out, true), false)))
        .isInstanceOf(AccessControlException.class)
        .hasMessageStartingWith("Permission denied: user=guest");
  }
}
