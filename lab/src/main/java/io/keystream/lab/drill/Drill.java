package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabException;
import io.keystream.lab.LabOptions;
import io.keystream.lab.alert.Alerting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs scenarios, one after the other, each on a lab of its own. */
@Command(
    name = "kit drill",
    description = "Inject a fault into a running job, and check that nothing is lost.",
    mixinStandardHelpOptions = true)
public final class Drill implements Callable<Integer> {
  private static final String PAGE = "runbooks/DRILLS.md";

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "The scenarios to run.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--list", description = "List the scenarios.")
  private boolean list;

  @Option(names = "--all", description = "Run every scenario.")
  private boolean all;

  @Option(
      names = "--write",
      description = "Write what came of them into runbooks/DRILLS.md, as --all does.")
  private boolean write;

  @Option(
      names = "--minutes",
      defaultValue = "60",
      description = "How long to soak: ${DEFAULT-VALUE}.")
  private int minutes;

  @Option(names = "--seed", description = "Repeats the random choices of an earlier run.")
  private long seed = ThreadLocalRandom.current().nextLong();

  /** Runs the scenarios named on the command line. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Drill()).execute(args));
  }

  private List<Scenario> scenarios() {
    return List.of(
        new TokenExpiry(),
        new TokenDeleted(),
        new RenewalLost(),
        new TokenNotRenewed(),
        new KeytabRotated(),
        new CertificateEnding(),
        new AuthorityChanged(),
        new ExecutorKill(),
        new ExecutorFrozen(),
        new DriverKill(),
        new BrokerOutage(),
        DaemonPaused.broker(),
        new LeaderMoves(),
        new PartitionsAdded(),
        new TopicRecreated(),
        new RetentionPassed(),
        new AclWithdrawn(),
        new HdfsOutage(),
        new NameNodeSafeMode(),
        new QuotaExceeded(),
        new DiskFull(),
        DaemonPaused.nameNode(),
        DaemonPaused.dataNode(),
        new ResourceManagerRestart(),
        new NodeManagerRestart(),
        new KdcOutage(),
        new ClockShift(),
        DaemonPaused.kdc(),
        new GivenUp(),
        new JobDown(),
        new ApplicationKilled(),
        new TwoDrivers(),
        new LedgerDamaged(),
        new CheckpointDamaged(),
        new PoisonRecords(),
        new RestoreElsewhere(),
        new Backlog(),
        new LagGrowing(),
        new RestartAfterLife(true),
        new RestartAfterLife(false),
        new RandomCrashes(seed),
        new Soak(Duration.ofMinutes(minutes), seed));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (list || (names.isEmpty() && !all)) {
      scenarios().forEach(s -> System.out.printf("%-24s %s%n", s.name(), s.description()));
      return 0;
    }
    Path page = LabOptions.fromEnvironment().checkout().resolve(PAGE);
    DrillTable written = new DrillTable(page, Alerting.FACTOR);
    List<String> table = new ArrayList<>();
    int passed = 0;
    List<Scenario> chosen = all ? scenarios() : names.stream().map(this::named).toList();
    for (Scenario scenario : chosen) {
      Outcome outcome = run(scenario);
      passed += outcome.passed() ? 1 : 0;
      String line =
          "%-24s %-6s %s"
              .formatted(
                  scenario.name(), outcome.passed() ? "passed" : "FAILED", outcome.summary());
      System.out.println(line);
      table.add(line);
      written.put(scenario.name(), outcome);
      if (all || write) {
        written.write(scenarios().stream().map(Scenario::name).toList());
      }
    }
    if (table.size() > 1) {
      table.forEach(System.out::println);
    }
    System.out.printf("%d passed, %d failed%n", passed, chosen.size() - passed);
    return passed == chosen.size() ? 0 : 1;
  }

  private static Outcome run(Scenario scenario) throws IOException, InterruptedException {
    LabOptions defaults = LabOptions.fromEnvironment();
    Path folder = defaults.directory().resolveSibling(".lab-drill");
    LabOptions options = scenario.lab(defaults.withDirectory(folder));
    LabOptions.running(folder).ifPresent(left -> Lab.stored(folder).stop());
    System.out.println("== " + scenario.name() + ": " + scenario.description());
    try {
      return scenario.run(options, line -> System.out.println("  " + line));
    } finally {
      LabOptions.running(folder).ifPresent(left -> Lab.stored(folder).stop());
    }
  }

  private Scenario named(String name) {
    return scenarios().stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new LabException("No drill '" + name + "': ./kit drill --list"));
  }
}
