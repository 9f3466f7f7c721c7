package io.keystream.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.PipelineYaml;
import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.ledger.Positions;
import io.keystream.job.received.LogFiles;
import io.keystream.job.received.RunningReceiver;
import io.keystream.job.receiver.ReceiverKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceivedSourceTest {
  private static final TopicPartition FIRST = new TopicPartition("tcp", 0);
  private static final TopicPartition RETIRED = new TopicPartition("tcp", 3);

  @TempDir private Path home;

  /** What a receiver would have written that got records one by one. */
  private void receive(int receiver, int records) throws Exception {
    ReceiverKind kind =
        configuration ->
            context -> {
              for (int n = 0; n < records; n++) {
                context.append(("record " + n).getBytes(UTF_8)).get();
              }
              context.listening("nowhere", 1);
              context.awaitStop();
            };
    RunningReceiver running = new RunningReceiver(home, receiver, kind, Map.of());
    running.address();
    running.stop();
  }

  private ReceivedSource source() throws Exception {
    org.apache.hadoop.fs.Path folder =
        new org.apache.hadoop.fs.Path("file:" + home + "/received/source");
    return new ReceivedSource(
        new LogFiles(folder, new Configuration()),
        folder,
        "tcp",
        1,
        Duration.ZERO,
        new BatchLimit(1_000, Duration.ofSeconds(1)),
        Clock.systemUTC());
  }

  private Path segment(int receiver) {
    return home.resolve("received/source/" + receiver + "/00000000000000000000-0000.log");
  }

  @Test
  void aReceiverThatHasNoLogYetHasNothing() throws Exception {
    assertThat(source().now().bounds()).isEqualTo(Map.of(FIRST, new OffsetBounds(0, 0)));
  }

  @Test
  void aReceiverThatIsNoLongerConfiguredIsReadToItsEnd() throws Exception {
    receive(0, 5);
    receive(3, 2);

    assertThat(source().now().bounds())
        .isEqualTo(Map.of(FIRST, new OffsetBounds(0, 5), RETIRED, new OffsetBounds(0, 2)));
  }

  @Test
  void aPipelineBeginsWithTheOldestRecord() throws Exception {
    receive(0, 5);
    ReceivedSource source = source();

    assertThat(source.start(source.now()).next()).isEqualTo(Map.of(FIRST, 0L));
  }

  @Test
  void theNewestSegmentStaysWhenAllIsProcessed() throws Exception {
    receive(0, 5);
    ReceivedSource source = source();
    source.now();
    source.committed(List.of(new OffsetSpan("tcp", 0, 0, 5)), Duration.ofMillis(1));

    assertThat(segment(0)).exists();
    assertThat(source.now().bounds()).containsEntry(FIRST, new OffsetBounds(0, 5));
  }

  @Test
  void aLogThatIsGoneIsRefused() throws Exception {
    ReceivedSource source = source();
    TopicState now = source.now();

    assertThatThrownBy(() -> source.lost(new Positions(Map.of(FIRST, 7L)), Map.of(), now))
        .isInstanceOf(DataLossException.class)
        .hasMessageStartingWith(
            "Received data that was not processed is missing in file:"
                + home
                + "/received/source: tcp-0")
        .hasMessageEndingWith(
            ". Nothing was skipped; go on as runbooks/procedures/repair-received-log.md says");
  }

  @Test
  void aSourceThatIsTakenOutIsReadToItsEndBefore() throws Exception {
    PipelineConfig pipeline =
        PipelineYaml.minimal().replace("/user/k/logs", "file://" + home).config();
    ForgottenLogs.refuse(pipeline, new Positions(Map.of()), new Configuration());
    receive(0, 5);

    assertThatThrownBy(
            () ->
                ForgottenLogs.refuse(
                    pipeline, new Positions(Map.of(FIRST, 3L)), new Configuration()))
        .isInstanceOf(DataLossException.class)
        .hasMessage(
            "Received data of a source that is no longer in the pipeline is not processed: file:"
                + home
                + "/received/source/0 from record 3 to 4. Put the source back under its name and"
                + " let it be read, or move the folder out of file:"
                + home
                + "/received");
    ForgottenLogs.refuse(pipeline, new Positions(Map.of(FIRST, 5L)), new Configuration());
  }

  @Test
  void aLogThatIsDamagedIsRefused() throws Exception {
    receive(0, 5);
    byte[] bytes = Files.readAllBytes(segment(0));
    bytes[3] ^= 1;
    Files.write(segment(0), bytes);

    assertThatThrownBy(() -> source().now())
        .isInstanceOf(DataLossException.class)
        .hasMessageStartingWith("Received data is damaged: file:" + segment(0) + " has at byte 0 ");
  }

  @Test
  void aLogThatShrinksUnderTheDriverIsRefused() throws Exception {
    receive(0, 5);
    ReceivedSource source = source();
    source.now();
    Files.write(segment(0), Arrays.copyOf(Files.readAllBytes(segment(0)), 60));

    TopicState now = source().now();
    assertThatThrownBy(() -> source.lost(new Positions(Map.of(FIRST, 5L)), Map.of(), now))
        .isInstanceOf(DataLossException.class);
  }
}
