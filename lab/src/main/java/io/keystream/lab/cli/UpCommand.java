package io.keystream.lab.cli;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import io.keystream.lab.config.Overrides;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "up", description = "Starts the cluster, or what is missing of it.")
final class UpCommand implements Runnable {
  @Option(names = "--brokers", description = "Number of Kafka brokers (default: 1)")
  private Integer brokers;

  @Option(
      names = "--set",
      paramLabel = "FILE.KEY=VALUE",
      description =
          "Sets a key of core, hdfs, yarn, scheduler, kafka or spark:"
              + " kafka.delegation.token.expiry.time.ms=90000")
  private Map<String, String> settings = new TreeMap<>();

  @Override
  public void run() {
    Instant begin = Instant.now();
    Lab lab = Lab.startWith(wanted(), line -> System.out.println("  " + line));
    System.out.println(StatusTable.of(lab));
    System.out.printf(
        "The lab is up in %s (%d s).%nIts clients are yours after: eval \"$(./kit lab env)\"%n",
        lab.folders().root(), Duration.between(begin, Instant.now()).toSeconds());
  }

  private LabOptions wanted() {
    LabOptions options = LabOptions.fromEnvironment();
    if (brokers == null && settings.isEmpty()) {
      return LabOptions.running(options.directory()).orElse(options);
    }
    return new LabOptions(
        options.checkout(),
        options.directory(),
        options.portBase(),
        brokers == null ? options.brokers() : brokers,
        new Overrides(settings));
  }
}
