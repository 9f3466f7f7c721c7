package io.keystream.job.receiver;

import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;

/** Makes receivers on executors. In checkpoints, so without secrets. */
public interface ReceiverKind extends Serializable {

  /**
   * A new receiver.
   *
   * @param configuration of the executor, through which secrets are found
   * @throws IOException if it cannot be made
   */
  RecordReceiver create(Configuration configuration) throws IOException;
}
