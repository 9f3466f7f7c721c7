package io.keystream.job.record;

/** No registry gave an answer, so nobody knows what a record is: it is to be read again. */
public final class RegistryUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RegistryUnavailable(String message) {
    super(message);
  }
}
