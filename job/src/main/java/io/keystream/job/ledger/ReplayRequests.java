package io.keystream.job.ledger;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Requests to replay dead letters: files {@code control/replay-<id>.json}, each in the end replaced
 * by {@code control/replay-<id>.answer}. The newest {@value #KEPT} answers stay.
 */
public final class ReplayRequests {
  static final int KEPT = 100;
  private static final Pattern REQUEST = Pattern.compile("replay-([0-9A-Za-z-]+)\\.json");
  private static final Pattern ANSWER = Pattern.compile("replay-([0-9A-Za-z-]+)\\.answer");

  private final HomeFiles files;
  private final Home home;

  public ReplayRequests(HomeFiles files, Home home) {
    this.files = files;
    this.home = home;
  }

  /** Asks the running driver, or the next one. */
  public void submit(ReplayRequest request) throws IOException {
    files.makeFolder(home.control());
    files.replace(requestFile(request.id()), LedgerJson.write(request));
  }

  /** Ids of the requests without an answer, oldest first. */
  public List<String> pending() throws IOException {
    return ids(REQUEST);
  }

  /**
   * A request.
   *
   * @throws LedgerException if it is damaged
   */
  public ReplayRequest read(String id) throws IOException {
    Path file = requestFile(id);
    return LedgerJson.read(files.read(file), ReplayRequest.class, file.toString());
  }

  /** When a request was written, by the clock of the file system. */
  public Instant submittedAt(String id) throws IOException {
    return Instant.ofEpochMilli(files.status(requestFile(id)).getModificationTime());
  }

  /** The answer to a request, if there is one yet. */
  public Optional<ReplayAnswer> answerTo(String id) throws IOException {
    Path file = answerFile(id);
    if (!files.exists(file)) {
      return Optional.empty();
    }
    return Optional.of(LedgerJson.read(files.read(file), ReplayAnswer.class, file.toString()));
  }

  /**
   * Ends a request.
   *
   * @param epoch the caller's right to do so
   * @throws FencedException if another driver may commit now
   */
  public void answer(Epoch epoch, ReplayAnswer answer) throws IOException {
    // There is one already if a driver was killed before it could delete the request.
    if (!files.exists(answerFile(answer.id()))) {
      epoch.commit(answerFile(answer.id()), LedgerJson.write(answer));
    }
    files.delete(requestFile(answer.id()));
    List<String> answered = ids(ANSWER);
    for (String old : answered.subList(0, Math.max(0, answered.size() - KEPT))) {
      files.delete(answerFile(old));
    }
  }

  private List<String> ids(Pattern pattern) throws IOException {
    return files.list(home.control()).stream()
        .map(FileStatus::getPath)
        .map(path -> pattern.matcher(path.getName()))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .sorted()
        .toList();
  }

  private Path requestFile(String id) {
    return new Path(home.control(), "replay-" + id + ".json");
  }

  private Path answerFile(String id) {
    return new Path(home.control(), "replay-" + id + ".answer");
  }
}
