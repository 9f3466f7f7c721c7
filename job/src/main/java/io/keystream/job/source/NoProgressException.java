package io.keystream.job.source;

import org.apache.kafka.common.errors.TimeoutException;

/** The brokers promised records and do not send them. */
final class NoProgressException extends TimeoutException {
  private static final long serialVersionUID = 1L;

  NoProgressException(String message) {
    super(message);
  }
}
