package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.PipelineYaml;
import io.keystream.job.ledger.TestHome;
import io.keystream.job.received.RunningReceiver;
import io.keystream.job.receiver.ReceiverContext;
import io.keystream.job.receiver.RecordReceiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListeningReceiverTest {
  @TempDir private Path home;

  /** Says that it listens, and does not. */
  private static final class Announcing implements RecordReceiver {
    @Override
    public void receive(ReceiverContext context) throws Exception {
      context.listening("worker-7", 7601);
      context.awaitStop();
    }
  }

  @Test
  void theReceiversThatListenAreFound() throws Exception {
    assertThat(found()).isEmpty();

    RunningReceiver receiver =
        new RunningReceiver(home, 1, configuration -> new Announcing(), Map.of());
    receiver.address();
    try {
      assertThat(found())
          .singleElement()
          .satisfies(
              listening -> {
                assertThat(listening.source()).isEqualTo("source");
                assertThat(listening.receiver()).isEqualTo(1);
                assertThat(listening.toString())
                    .isEqualTo("source 1 at worker-7:7601 since " + listening.since());
              });
    } finally {
      receiver.stop();
    }
  }

  @Test
  void anAddressThatIsBeingWrittenIsNotThereYet() throws Exception {
    Path folder = Files.createDirectories(home.resolve("received/source/0"));
    Files.writeString(folder.resolve("address.json"), "{\"host\":\"work");

    assertThat(found()).isEmpty();
  }

  private List<ListeningReceiver> found() throws Exception {
    PipelineConfig pipeline =
        PipelineYaml.minimal()
            .replace("/user/k/logs", home.toString())
            .section("source", "tcp:\n  port: 7600\n  receivers: 2\n  encryption: none")
            .config();
    return ListeningReceiver.of(pipeline, new TestHome(home).files());
  }
}
