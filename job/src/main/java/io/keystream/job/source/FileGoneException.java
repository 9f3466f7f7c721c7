package io.keystream.job.source;

import java.io.IOException;

/** A file that was to be read is gone, or another one now. */
final class FileGoneException extends IOException {
  private static final long serialVersionUID = 1L;

  FileGoneException(String message) {
    super(message);
  }
}
