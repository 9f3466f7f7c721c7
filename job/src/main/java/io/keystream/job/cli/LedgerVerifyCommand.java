package io.keystream.job.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keystream.job.config.PipelineConfig;
import io.keystream.job.ledger.FileProbe;
import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LedgerJson;
import io.keystream.job.ledger.LedgerVerification;
import io.keystream.job.lifecycle.ExitCode;
import io.keystream.job.output.RowsOfFile;
import io.keystream.job.source.KafkaComparison;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares entries with each other, with the published files, and with Kafka. */
@Command(
    name = "verify",
    description = {
      "Compare the ledger with itself, with the published files and with Kafka.",
      "14 if the ledger or a file is not as it has to be, 13 if only Kafka lacks what was not read."
    })
final class LedgerVerifyCommand extends ClusterCommand {
  private enum Kafka {
    WANTED,
    IF_REACHABLE,
    LEFT_OUT
  }

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "Look for the files of the newest N entries only; default: of all.")
  private long last = Long.MAX_VALUE;

  @Option(
      names = "--read",
      description =
          "Read JSON, CSV and text from beginning to end; of Parquet and ORC the footers are read"
              + " in any case.")
  private boolean read;

  @Option(names = "--kafka", description = "Fail (1) if the brokers do not answer.")
  private boolean kafka;

  @Option(names = "--offline", description = "Leave Kafka out.")
  private boolean offline;

  @Override
  ExitCode run(Cluster cluster, Printer printer) throws IOException {
    Optional<LedgerEntry> newest = Ledger.peek(cluster.files(), cluster.home());
    LedgerVerification ledger =
        LedgerVerification.of(cluster.files(), cluster.home(), scope(cluster));
    List<String> warnings = new ArrayList<>(ledger.warnings());
    KafkaComparison topics = topics(cluster, newest, warnings);
    boolean lost = topics != null && !topics.lost().isEmpty();
    ObjectNode answer = LedgerJson.tree(ledger);
    answer.remove("damaged"); // The problems have all of it.
    answer.put("ok", ledger.ok() && !lost);
    answer.set("warnings", LedgerJson.list(warnings));
    answer.set("kafka", topics == null ? null : LedgerJson.tree(topics));
    printer.print(answer, describe(ledger, topics, warnings));
    if (!ledger.ok()) {
      return ExitCode.LEDGER;
    }
    return lost ? ExitCode.DATA_LOST : ExitCode.OK;
  }

  private LedgerVerification.Scope scope(Cluster cluster) {
    PipelineConfig pipeline = cluster.release().pipeline();
    FileProbe probe =
        read
            ? RowsOfFile.byReading(cluster.configuration(), pipeline.writesHeaders())
            : RowsOfFile.byFooter(cluster.configuration());
    List<Path> folders = new ArrayList<>();
    pipeline.outputFolders().forEach(folder -> folders.add(new Path(folder)));
    folders.add(new Path(pipeline.deadLetters().path()));
    return new LedgerVerification.Scope(last, probe, folders);
  }

  private KafkaComparison topics(
      Cluster cluster, Optional<LedgerEntry> newest, List<String> warnings) {
    if (wanted() == Kafka.LEFT_OUT || newest.isEmpty()) {
      return null;
    }
    try {
      KafkaComparison found =
          KafkaComparison.of(
              newest.get().positions(),
              newest.get().topicIds(),
              GatewayKafka.topics(cluster.release()));
      warnings.addAll(found.warnings());
      return found;
    } catch (KafkaException e) {
      String why = "Kafka could not be asked: " + e.getMessage();
      if (wanted() == Kafka.WANTED) {
        throw new CommandFailure(ExitCode.FAILED, why + "; --offline leaves it out", e);
      }
      warnings.add(why);
      return null;
    }
  }

  private Kafka wanted() {
    if (offline) {
      return Kafka.LEFT_OUT;
    }
    return kafka ? Kafka.WANTED : Kafka.IF_REACHABLE;
  }

  private static String describe(
      LedgerVerification ledger, KafkaComparison topics, List<String> warnings) {
    List<String> lines = new ArrayList<>();
    lines.add(
        ledger.entries()
            + " entries, "
            + ledger.files()
            + " files, "
            + ledger.opened()
            + " of them opened: "
            + (ledger.ok() ? "no gap, no overlap, no file missing" : ""));
    ledger.problems().forEach(problem -> lines.add("  " + problem));
    if (ledger.firstEntry() > 1) {
      lines.add("Entries before " + ledger.firstEntry() + " are no longer kept");
    }
    if (topics != null) {
      lines.add(
          "Kafka: "
              + topics.partitions().stream().mapToLong(KafkaComparison.PartitionLag::lag).sum()
              + " offsets to be read in "
              + topics.partitions().size()
              + " partitions");
      topics.lost().forEach(lost -> lines.add("  lost: " + lost));
    }
    warnings.forEach(warning -> lines.add("warning: " + warning));
    return String.join("\n", lines);
  }
}
