package io.keystream.job.shipped;

/** What began it. */
final class RootCause {
  private RootCause() {}

  static String of(Throwable failure) {
    Throwable found = failure;
    while (found.getCause() != null) {
      found = found.getCause();
    }
    return found.getMessage() == null ? found.toString() : found.getMessage();
  }
}
