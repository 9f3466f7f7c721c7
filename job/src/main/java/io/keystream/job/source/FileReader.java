package io.keystream.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keystream.job.config.FileRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * The records of some files, one after the other. A record's key is the path of its file, its
 * timestamp the time when that was last written to.
 */
final class FileReader implements Iterator<ConsumerRecord<byte[], byte[]>>, AutoCloseable {
  private final Iterator<Arrival> files;
  private final FileRecords format;
  private final Configuration configuration;
  private Arrival file;
  private byte[] key;
  private FileContent content;
  private byte[] value;
  private long line;

  FileReader(List<Arrival> files, FileRecords format, Configuration configuration) {
    this.files = files.iterator();
    this.format = format;
    this.configuration = configuration;
  }

  @Override
  public boolean hasNext() {
    try {
      while (value == null && (content != null || files.hasNext())) {
        if (content == null) {
          open(files.next());
        }
        value = content.next();
        if (value == null) {
          close();
        } else {
          line++;
        }
      }
      return value != null;
    } catch (FileGoneException e) {
      throw new UncheckedIOException(e);
    } catch (IOException | RuntimeException e) {
      throw new UncheckedIOException(
          new IOException(
              "Cannot read "
                  + file.path()
                  + " after its record "
                  + line
                  + ": "
                  + e
                  + ". Mend the file, or take it away",
              e));
    }
  }

  @Override
  public ConsumerRecord<byte[], byte[]> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("All files are read");
    }
    byte[] found = value;
    value = null;
    return new ConsumerRecord<>(
        FilesSource.TOPIC,
        0,
        file.positionOf(line),
        file.modified(),
        TimestampType.CREATE_TIME,
        key.length,
        found.length,
        key,
        found,
        new RecordHeaders(),
        java.util.Optional.empty());
  }

  private void open(Arrival arrival) throws IOException {
    file = arrival;
    key = arrival.path().getBytes(UTF_8);
    line = 0;
    content = FileContent.open(arrival, format, configuration);
  }

  @Override
  public void close() {
    if (content != null) {
      content.close();
      content = null;
    }
  }
}
