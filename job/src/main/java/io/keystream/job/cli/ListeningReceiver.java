package io.keystream.job.cli;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.received.ReceiverAddress;
import io.keystream.job.received.ReceiverSettings;
import io.keystream.job.source.ReceiverSet;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * Where a receiver listens.
 *
 * @param source its name, or {@code source} for the only one
 * @param receiver number of the receiver, from 0
 * @param since when it began to listen there
 */
record ListeningReceiver(String source, int receiver, String host, int port, Instant since) {

  /** The receivers of a pipeline that listen, or were the last to do so. */
  static List<ListeningReceiver> of(PipelineConfig pipeline, HomeFiles files) throws IOException {
    List<ListeningReceiver> found = new ArrayList<>();
    for (ReceiverSettings settings : ReceiverSet.of(pipeline)) {
      Path source = new Path(settings.folder());
      int number = settings.number();
      ReceiverAddress.find(files, new Path(source, Integer.toString(number)))
          .map(
              at ->
                  new ListeningReceiver(source.getName(), number, at.host(), at.port(), at.since()))
          .ifPresent(found::add);
    }
    return found;
  }

  @Override
  public String toString() {
    return source + " " + receiver + " at " + host + ":" + port + " since " + since;
  }
}
