package io.keystream.job.received;

import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * A file of the log.
 *
 * @param folder of the receiver
 * @param first number of its first record
 * @param attempt 0, or more where a receiver ended before it wrote a block into the segment that
 *     should begin with this record; names are never used twice, so that a receiver that is slow to
 *     end cannot take the place of another
 */
public record Segment(String folder, long first, int attempt) implements Serializable {
  private static final Pattern NAME = Pattern.compile("([0-9]{20})-([0-9]{4})\\.log");

  Path path() {
    return new Path(folder, String.format(Locale.ROOT, "%020d-%04d.log", first, attempt));
  }

  /** Nothing for a file of another kind. */
  static Optional<Segment> of(Path file) {
    Matcher name = NAME.matcher(file.getName());
    return name.matches()
        ? Optional.of(
            new Segment(
                file.getParent().toString(),
                Long.parseLong(name.group(1)),
                Integer.parseInt(name.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return path().toString();
  }
}
