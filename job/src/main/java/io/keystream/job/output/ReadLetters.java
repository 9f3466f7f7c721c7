package io.keystream.job.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/** Reads files of dead letters, one after another. */
final class ReadLetters implements FlatMapFunction<Iterator<String>, DeadLetter> {
  private static final long serialVersionUID = 1L;

  private final SerializableConfiguration configuration;

  ReadLetters(SerializableConfiguration configuration) {
    this.configuration = configuration;
  }

  @Override
  public Iterator<DeadLetter> call(Iterator<String> files) {
    Letters letters = new Letters(files, configuration.value());
    TaskContext.get().addTaskCompletionListener(letters);
    return letters;
  }

  private static final class Letters implements Iterator<DeadLetter>, TaskCompletionListener {
    private final Iterator<String> files;
    private final Configuration configuration;
    private DeadLetterReader open;
    private DeadLetter next;

    Letters(Iterator<String> files, Configuration configuration) {
      this.files = files;
      this.configuration = configuration;
    }

    @Override
    public boolean hasNext() {
      try {
        while (next == null && (open != null || files.hasNext())) {
          if (open == null) {
            open = DeadLetterReader.open(new Path(files.next()), configuration);
          }
          next = open.next();
          if (next == null) {
            close();
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return next != null;
    }

    @Override
    public DeadLetter next() {
      if (!hasNext()) {
        throw new NoSuchElementException("All dead letters are read");
      }
      DeadLetter letter = next;
      next = null;
      return letter;
    }

    @Override
    public void onTaskCompletion(TaskContext task) {
      try {
        close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void close() throws IOException {
      if (open != null) {
        open.close();
        open = null;
      }
    }
  }
}
