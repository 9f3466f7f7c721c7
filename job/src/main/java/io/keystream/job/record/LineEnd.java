package io.keystream.job.record;

/** The line end that a value which is one line may have. */
final class LineEnd {
  private LineEnd() {}

  /** Bytes before one LF, CR or CR LF at the end. */
  static int lengthWithout(byte[] value) {
    int length = value.length;
    if (length > 0 && value[length - 1] == '\n') {
      length--;
    }
    if (length > 0 && value[length - 1] == '\r') {
      length--;
    }
    return length;
  }
}
