package io.keystream.job.receiver;

/**
 * Receives records from outside and appends them to the log, from which batches read them exactly
 * once. A class named by {@code source.custom.class} has a public constructor without parameters.
 *
 * <p>It runs on an executor, in a task that takes one core for as long as the job runs. It is
 * started anew, with a new object, after it ended or threw, and after its executor died; on another
 * host then. One that acknowledges upstream only what {@link Appender#append} says is durable loses
 * nothing by that.
 */
public interface RecordReceiver {

  /**
   * Receives until {@link ReceiverContext#stopping}.
   *
   * @throws Exception after which the receiver is started anew
   */
  void receive(ReceiverContext context) throws Exception;
}
