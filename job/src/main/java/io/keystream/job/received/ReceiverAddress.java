package io.keystream.job.received;

import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.ledger.LedgerException;
import io.keystream.job.ledger.LedgerJson;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Where senders find a receiver.
 *
 * @param since when it began to listen there
 */
public record ReceiverAddress(String host, int port, Instant since) {
  static final String FILE = "address.json";

  /**
   * What a receiver has written down; nothing if it never listened, or writes at this moment.
   *
   * @param folder of its log
   */
  public static Optional<ReceiverAddress> find(HomeFiles files, Path folder) throws IOException {
    Path file = new Path(folder, FILE);
    if (!files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(LedgerJson.read(files.read(file), ReceiverAddress.class, file.toString()));
    } catch (LedgerException e) {
      return Optional.empty();
    }
  }
}
