package io.keystream.job.shipped;

import io.keystream.job.shipped.Replacement.NewFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers, in the driver, what operators ask for: proves a file, replaces the copy of this node and
 * the staged one, and says so. A file that does not do leaves the one before in use.
 */
final class TakeUp {
  private static final Logger LOG = LoggerFactory.getLogger(TakeUp.class);

  private final Mailbox mailbox;
  private final List<ReplaceableFile> files;
  private final StagedCopies staged;
  private final Clock clock;
  private ShippedCopies copies;

  /**
   * Says which files this driver has.
   *
   * @param files that can be replaced
   */
  static TakeUp begin(
      Mailbox mailbox,
      List<ReplaceableFile> files,
      StagedCopies staged,
      String applicationId,
      String attempt,
      Clock clock)
      throws IOException {
    ShippedCopies before =
        mailbox
            .copies()
            .filter(said -> said.applicationId().equals(applicationId))
            .orElse(new ShippedCopies(applicationId, attempt, 0, null, List.of()));
    TakeUp takeUp = new TakeUp(mailbox, files, staged, before, clock);
    takeUp.catchUp();
    takeUp.copies = takeUp.copies(attempt, before.generation(), before.refusal());
    mailbox.record(takeUp.copies);
    takeUp.announce();
    return takeUp;
  }

  private TakeUp(
      Mailbox mailbox,
      List<ReplaceableFile> files,
      StagedCopies staged,
      ShippedCopies copies,
      Clock clock) {
    this.mailbox = mailbox;
    this.files = files;
    this.staged = staged;
    this.copies = copies;
    this.clock = clock;
  }

  /** YARN's cache on this node may be of a time before the driver, on another, took up a file. */
  private void catchUp() throws IOException {
    for (ReplaceableFile file : files) {
      Optional<ShippedCopy> known = copies.named(file.name());
      if (known.isPresent() && !LocalCopy.sha256(file.local()).equals(known.get().sha256())) {
        LocalCopy.replace(file.local(), staged.read(file.name()));
        LOG.warn("The copy of {} on this node was an old one, and is replaced", file.name());
      }
    }
  }

  /** Looks once, and answers what is asked for. */
  void look() throws IOException {
    Optional<Replacement> wanted = mailbox.wantedNow();
    if (wanted.isEmpty()) {
      return;
    }
    if (wanted.get().generation() > copies.generation()) {
      copies = answer(wanted.get());
      announce();
    }
    mailbox.answer(copies);
  }

  private ShippedCopies answer(Replacement wanted) {
    try {
      Map<ReplaceableFile, byte[]> proved = prove(wanted);
      for (Map.Entry<ReplaceableFile, byte[]> each : proved.entrySet()) {
        ReplaceableFile file = each.getKey();
        LocalCopy.replace(file.local(), each.getValue());
        staged.replace(file.name(), each.getValue());
        LOG.warn(
            "Took up {} ({}), generation {}, as {} asked",
            file.name(),
            about(file),
            wanted.generation(),
            wanted.requestedBy());
      }
      return copies(copies.attempt(), wanted.generation(), null);
    } catch (IOException | RuntimeException e) {
      LOG.error("Took up nothing of generation {}", wanted.generation(), e);
      return new ShippedCopies(
          copies.applicationId(),
          copies.attempt(),
          wanted.generation(),
          e.getMessage() == null ? e.toString() : e.getMessage(),
          copies.files());
    }
  }

  private Map<ReplaceableFile, byte[]> prove(Replacement wanted) throws IOException {
    Map<ReplaceableFile, byte[]> contents = new LinkedHashMap<>();
    Map<String, Path> candidates = new LinkedHashMap<>();
    try {
      for (NewFile asked : wanted.files()) {
        ReplaceableFile file = named(asked.name());
        staged.require(file.name());
        byte[] content = mailbox.content(wanted, asked);
        contents.put(file, content);
        candidates.put(file.name(), LocalCopy.candidate(content));
      }
      for (ReplaceableFile file : contents.keySet()) {
        prove(file, candidates);
      }
      return contents;
    } finally {
      for (Path candidate : candidates.values()) {
        Files.delete(candidate);
      }
    }
  }

  /** With the others of the request, such as a key store with its new password. */
  private static void prove(ReplaceableFile file, Map<String, Path> candidates) throws IOException {
    try {
      file.kind()
          .prove(
              candidates.get(file.name()),
              name -> candidates.getOrDefault(name, Path.of(name)).toString());
    } catch (IOException e) {
      throw new IOException(file.name() + ": " + e.getMessage(), e);
    }
  }

  private ReplaceableFile named(String name) throws IOException {
    return files.stream()
        .filter(file -> file.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    "The job has no file "
                        + name
                        + " that it can take up; it has "
                        + files.stream()
                            .map(ReplaceableFile::name)
                            .collect(Collectors.joining(", "))));
  }

  private ShippedCopies copies(String attempt, long generation, String refusal) throws IOException {
    List<ShippedCopy> found = new ArrayList<>();
    for (ReplaceableFile file : files) {
      String sha256 = LocalCopy.sha256(file.local());
      Optional<ShippedCopy> known =
          copies.named(file.name()).filter(copy -> copy.sha256().equals(sha256));
      found.add(
          known.isPresent()
              ? known.get()
              : new ShippedCopy(file.name(), sha256, about(file), clock.instant()));
    }
    return new ShippedCopies(copies.applicationId(), attempt, generation, refusal, found);
  }

  /** A file that does not do is told of by whoever needs it. */
  private static String about(ReplaceableFile file) {
    try {
      return file.kind().describe(file.local(), UnaryOperator.identity());
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  private void announce() {
    Map<String, String> ofExecutors = new TreeMap<>();
    files.stream()
        .filter(ReplaceableFile::onExecutors)
        .forEach(
            file ->
                copies
                    .named(file.name())
                    .ifPresent(copy -> ofExecutors.put(file.name(), copy.sha256())));
    if (copies.generation() > 0 && !ofExecutors.isEmpty()) {
      TaskFiles.announce(
          new TaskFiles.Wanted(copies.generation(), staged.folder().toString(), ofExecutors));
    }
  }
}
