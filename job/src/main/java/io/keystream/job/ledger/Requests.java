package io.keystream.job.ledger;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * What operators ask the driver for: files {@code control/<kind>-<id>.json}, each in the end
 * replaced by {@code control/<kind>-<id>.answer}. The newest {@value #KEPT} answers stay.
 *
 * @param <R> a request
 * @param <A> an answer
 */
public abstract class Requests<R, A> {
  static final int KEPT = 100;
  private static final long POLL_MILLIS = 500;
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final HomeFiles files;
  private final Home home;
  private final String kind;
  private final Class<R> requestType;
  private final Class<A> answerType;
  private final Pattern request;
  private final Pattern answer;

  Requests(HomeFiles files, Home home, String kind, Class<R> requestType, Class<A> answerType) {
    this.files = files;
    this.home = home;
    this.kind = kind;
    this.requestType = requestType;
    this.answerType = answerType;
    this.request = Pattern.compile(kind + "-([0-9A-Za-z-]+)\\.json");
    this.answer = Pattern.compile(kind + "-([0-9A-Za-z-]+)\\.answer");
  }

  /** An id for a request that is made now: unique, and behind all that were made before. */
  public static String newId(Instant now) {
    return ID.format(now) + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  final void submit(String id, R wanted) throws IOException {
    files.makeFolder(home.control());
    files.replace(requestFile(id), LedgerJson.write(wanted));
  }

  /** Ids of the requests without an answer, oldest first. */
  public final List<String> pending() throws IOException {
    return ids(request);
  }

  /**
   * A request.
   *
   * @throws LedgerException if it is damaged
   */
  public final R read(String id) throws IOException {
    Path file = requestFile(id);
    return LedgerJson.read(files.read(file), requestType, file.toString());
  }

  /** When a request was written, by the clock of the file system. */
  public final Instant submittedAt(String id) throws IOException {
    return Instant.ofEpochMilli(files.status(requestFile(id)).getModificationTime());
  }

  /** The answer to a request, if there is one yet. */
  public final Optional<A> answerTo(String id) throws IOException {
    Path file = answerFile(id);
    if (!files.exists(file)) {
      return Optional.empty();
    }
    return Optional.of(LedgerJson.read(files.read(file), answerType, file.toString()));
  }

  /** The answer to a request, waited for; empty if there is none in time. */
  public final Optional<A> await(String id, Duration patience)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(patience);
    Optional<A> answer = answerTo(id);
    while (answer.isEmpty() && Instant.now().isBefore(deadline)) {
      Thread.sleep(POLL_MILLIS);
      answer = answerTo(id);
    }
    return answer;
  }

  final void answer(Epoch epoch, String id, A given) throws IOException {
    // There is one already if a driver was killed before it could delete the request.
    if (!files.exists(answerFile(id))) {
      epoch.commit(answerFile(id), LedgerJson.write(given));
    }
    files.delete(requestFile(id));
    List<String> answered = ids(answer);
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
    return new Path(home.control(), kind + "-" + id + ".json");
  }

  private Path answerFile(String id) {
    return new Path(home.control(), kind + "-" + id + ".answer");
  }
}
