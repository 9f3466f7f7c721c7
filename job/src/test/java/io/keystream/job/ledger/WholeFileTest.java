package io.keystream.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.junit.jupiter.api.Test;

class WholeFileTest {
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

  @Test
  void writesAll() throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();

    WholeFile.write(new FSDataOutputStream(written, null), CONTENT);

    assertThat(written.toByteArray()).isEqualTo(CONTENT);
  }

  @Test
  void throwsWhatAStreamFailedWithThatThrowsItAgainWhenClosed() throws IOException {
    IOException failure = new IOException("could only be written to 0 of the 1 nodes");
    FSDataOutputStream out = new FSDataOutputStream(new Failing(failure), null);

    assertThatThrownBy(() -> WholeFile.write(out, CONTENT)).isSameAs(failure);
  }

  private static final class Failing extends OutputStream {
    private final IOException failure;

    Failing(IOException failure) {
      this.failure = failure;
    }

    @Override
    public void write(int b) throws IOException {
      throw failure;
    }

    @Override
    public void close() throws IOException {
      throw failure;
    }
  }
}
