package io.keystream.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keystream.job.ledger.Ledger;
import io.keystream.job.ledger.LedgerEntry;
import io.keystream.job.ledger.LedgerJson;
import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.ContainerReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Collects what somebody who is to help needs to see. */
@Command(
    name = "bundle",
    description = {
      "Collect configuration, status, ledger, logs, thread dumps and metrics in one zip file.",
      "Values of keys that are called like secrets are left out, and no keytab, key store or"
          + " record is in it. What does not answer is named in problems.txt."
    })
final class BundleCommand extends ClusterCommand {
  private static final Duration HORIZON = Duration.ofDays(14);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** In control/, those that hold neither keys nor files. */
  private static final List<String> MESSAGES =
      List.of("submitted", "running", "stop", "stopped", "last-failure", "watchdog", "credentials");

  private static final Set<String> NOT_TEXT = Set.of("keystream.jar", "keystream.cdx.json");
  private static final List<String> GATEWAY_LOGS =
      List.of("watchdog.log", "rotations.log", "submitted.json");

  /** What {@code --json} prints. */
  record Answer(boolean changed, String file, List<String> contents, List<String> problems) {}

  @Option(
      names = "--to",
      paramLabel = "FILE",
      required = true,
      description = "The zip file to write, which must not exist.")
  private Path file;

  @Option(
      names = "--entries",
      paramLabel = "N",
      description = "How many of the newest entries of the ledger; default ${DEFAULT-VALUE}.")
  private int entries = 200;

  @Option(
      names = "--log-bytes",
      paramLabel = "BYTES",
      description = "How much of the end of each log; default ${DEFAULT-VALUE}.")
  private long logBytes = 1 << 20;

  @Override
  ExitCode run(Cluster cluster, Printer printer) throws IOException, InterruptedException {
    cluster.refuseStrangers(PATIENCE);
    try (SupportArchive archive = SupportArchive.create(file)) {
      addRelease(cluster.release(), archive);
      addHome(cluster, archive);
      Optional<ApplicationReport> newest = addApplication(cluster, archive);
      if (newest.isPresent()) {
        addPages(cluster, newest.get(), archive);
        addLogs(cluster, newest.get(), archive);
      }
      print(printer, archive);
    }
    return ExitCode.OK;
  }

  private static void addRelease(Release release, SupportArchive archive)
      throws IOException, InterruptedException {
    Path folder = release.folder().toRealPath();
    for (Path each : list(folder)) {
      String name = each.getFileName().toString();
      if (!NOT_TEXT.contains(name) && !name.endsWith(".jar")) {
        archive.add("release/" + name, () -> text(each));
      }
    }
    Path installed = folder.getParent().getParent();
    for (String name : GATEWAY_LOGS) {
      if (Files.exists(installed.resolve(name))) {
        archive.add("gateway/" + name, () -> text(installed.resolve(name)));
      }
    }
  }

  private void addHome(Cluster cluster, SupportArchive archive) throws InterruptedException {
    archive.add("status.json", () -> LedgerJson.write(StatusReport.of(cluster)));
    archive.add(
        "tokens.json",
        () -> TokensReport.of(cluster, HORIZON, Instant.now()).forMachines().toString());
    archive.add("ledger.jsonl", () -> ledger(cluster));
    for (String name : MESSAGES) {
      org.apache.hadoop.fs.Path message =
          new org.apache.hadoop.fs.Path(cluster.home().control(), name + ".json");
      archive.add(
          "control/" + name + ".json",
          () -> cluster.files().exists(message) ? cluster.files().read(message) : "null");
    }
  }

  private String ledger(Cluster cluster) throws IOException {
    List<LedgerEntry> newest = Ledger.recent(cluster.files(), cluster.home(), entries);
    return newest.stream()
        .map(entry -> LedgerJson.write(entry) + "\n")
        .collect(Collectors.joining());
  }

  private static Optional<ApplicationReport> addApplication(Cluster cluster, SupportArchive archive)
      throws InterruptedException {
    try {
      Optional<ApplicationReport> newest = cluster.applications().newest();
      archive.add("application.txt", () -> newest.map(Object::toString).orElse("none"));
      return newest;
    } catch (IOException e) {
      archive.problem("application.txt", e);
      return Optional.empty();
    }
  }

  private static void addPages(
      Cluster cluster, ApplicationReport application, SupportArchive archive)
      throws InterruptedException {
    if (!YarnApplications.isLive(application)) {
      return;
    }
    String page = application.getTrackingUrl();
    String base = page + (page.endsWith("/") ? "" : "/");
    String api = base + "api/v1/applications/" + application.getApplicationId() + "/";
    try (JobPages pages = JobPages.open(cluster.configuration())) {
      archive.add("driver/metrics.json", () -> pages.read(base + "metrics/json/"));
      String executors = pages.read(api + "executors");
      archive.add("driver/executors.json", () -> executors);
      for (JsonNode executor : new ObjectMapper().readTree(executors)) {
        String id = executor.path("id").asText();
        archive.add(
            "threads/" + id + ".json", () -> pages.read(api + "executors/" + id + "/threads"));
      }
    } catch (IOException e) {
      archive.problem("the job's page " + page, e);
    }
  }

  private void addLogs(Cluster cluster, ApplicationReport application, SupportArchive archive)
      throws InterruptedException {
    try {
      if (YarnApplications.isLive(application)) {
        addRunningLogs(cluster, application, archive);
      } else {
        addCollectedLogs(cluster, application, archive);
      }
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      archive.problem("logs of " + application.getApplicationId(), e);
    }
  }

  private void addRunningLogs(
      Cluster cluster, ApplicationReport application, SupportArchive archive)
      throws IOException, InterruptedException {
    try (JobPages pages = JobPages.open(cluster.configuration())) {
      RunningLogs logs = new RunningLogs(pages, cluster.configuration(), logBytes);
      for (ContainerReport container : cluster.applications().containers(application)) {
        logs.addTo(archive, container);
      }
    }
  }

  private void addCollectedLogs(
      Cluster cluster, ApplicationReport application, SupportArchive archive) throws Exception {
    String id = application.getApplicationId().toString();
    try (ContainerLogs logs = ContainerLogs.fetch(cluster.configuration(), id, logBytes)) {
      for (Path log : logs.files()) {
        archive.add("logs/" + logs.name(log), () -> text(log));
      }
    }
  }

  private void print(Printer printer, SupportArchive archive) {
    String written = file.toAbsolutePath().toString();
    String problems =
        archive.problems().stream()
            .map(each -> "\n  not in it: " + each)
            .collect(Collectors.joining());
    printer.print(
        new Answer(true, written, archive.names(), archive.problems()),
        "Wrote " + written + ", " + archive.names().size() + " files" + problems);
  }

  /** Logs may begin in the middle of a character. */
  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), UTF_8);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
