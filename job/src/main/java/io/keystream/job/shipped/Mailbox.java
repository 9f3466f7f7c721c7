package io.keystream.job.shipped;

import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.LedgerJson;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Where gateway and driver leave each other files and what they say of them: {@code
 * control/files/}, which only the job's user can read. Files stay there until they are taken up or
 * refused.
 */
public final class Mailbox {
  private final HomeFiles files;
  private final Home home;

  public Mailbox(HomeFiles files, Home home) {
    this.files = files;
    this.home = home;
  }

  /**
   * Asks the driver to use other files.
   *
   * @param contents by the names of the files
   */
  public void request(Replacement replacement, Map<String, byte[]> contents) throws IOException {
    files.makeFolder(home.control());
    Path folder = folder(replacement.generation());
    files.makeFolder(folder);
    for (Map.Entry<String, byte[]> content : contents.entrySet()) {
      files.write(new Path(folder, content.getKey()), content.getValue());
    }
    // Last: the driver sees it when all is there.
    files.replace(wanted(), LedgerJson.write(replacement));
  }

  /** What was asked for and is not yet answered. */
  public Optional<Replacement> wantedNow() throws IOException {
    return read(wanted(), Replacement.class);
  }

  /**
   * A file of a request.
   *
   * @throws IOException if it is not what was asked for
   */
  public byte[] content(Replacement replacement, Replacement.NewFile file) throws IOException {
    Path path = new Path(folder(replacement.generation()), file.name());
    byte[] content = files.readBytes(path);
    if (!Sha256.of(content).equals(file.sha256())) {
      throw new IOException(path + " is not the file that was to be taken up");
    }
    return content;
  }

  /** Answers, after which nothing of the request is left. */
  public void answer(ShippedCopies copies) throws IOException {
    record(copies);
    withdraw();
  }

  /** Says which files the driver has. */
  public void record(ShippedCopies copies) throws IOException {
    files.makeFolder(home.control());
    files.replace(shipped(), LedgerJson.write(copies));
  }

  /** What the driver that was started last has said. */
  public Optional<ShippedCopies> copies() throws IOException {
    return read(shipped(), ShippedCopies.class);
  }

  /** Takes the request back. */
  public void withdraw() throws IOException {
    files.delete(wanted());
    files.delete(root());
  }

  /** Forgets everything, before the job is submitted anew with the files of the gateway. */
  public void clear() throws IOException {
    withdraw();
    files.delete(shipped());
  }

  private <T> Optional<T> read(Path file, Class<T> type) throws IOException {
    if (!files.exists(file)) {
      return Optional.empty();
    }
    return Optional.of(LedgerJson.read(files.read(file), type, file.toString()));
  }

  private Path folder(long generation) {
    return new Path(root(), Long.toString(generation));
  }

  private Path root() {
    return new Path(home.control(), "files");
  }

  private Path wanted() {
    return new Path(home.control(), "wanted-files.json");
  }

  private Path shipped() {
    return new Path(home.control(), "shipped-files.json");
  }
}
