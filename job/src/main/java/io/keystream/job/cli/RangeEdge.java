package io.keystream.job.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where a range begins or ends, as an operator writes it. */
sealed interface RangeEdge {
  /** What the command line wants. */
  String FORMS =
      "entry:120, a time such as 2026-11-21T10:00:00Z, or offsets such as access:0=1500,access:1=0";

  /** With an entry of the ledger, which is in the range. */
  record Entry(long sequence) implements RangeEdge {
    @Override
    public String toString() {
      return "entry:" + sequence;
    }
  }

  /** With the first record that was produced at this time or later. */
  record Time(Instant instant) implements RangeEdge {
    @Override
    public String toString() {
      return instant.toString();
    }
  }

  /** With these offsets; of other partitions nothing is in the range. */
  record Offsets(Map<TopicPartition, Long> next) implements RangeEdge {
    public Offsets {
      next = Map.copyOf(next);
    }

    @Override
    public String toString() {
      return next.entrySet().stream()
          .map(
              each ->
                  each.getKey().topic() + ":" + each.getKey().partition() + "=" + each.getValue())
          .sorted()
          .collect(java.util.stream.Collectors.joining(","));
    }
  }

  /** Reads an end of a range. */
  final class Converter implements ITypeConverter<RangeEdge> {
    private static final Pattern ENTRY = Pattern.compile("entry:([1-9][0-9]{0,11})");
    private static final Pattern OFFSET =
        Pattern.compile("((?:[a-z0-9-]+/)?[A-Za-z0-9._-]{1,249}):([0-9]{1,9})=([0-9]{1,18})");

    @Override
    public RangeEdge convert(String text) {
      Matcher entry = ENTRY.matcher(text);
      if (entry.matches()) {
        return new Entry(Long.parseLong(entry.group(1)));
      }
      return text.contains("=") ? offsets(text) : time(text);
    }

    private static RangeEdge time(String text) {
      try {
        return new Time(Instant.parse(text));
      } catch (DateTimeException e) {
        throw unknown(text);
      }
    }

    private static RangeEdge offsets(String text) {
      Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
      for (String each : text.split(",", -1)) {
        Matcher offset = OFFSET.matcher(each);
        if (!offset.matches()) {
          throw unknown(each);
        }
        TopicPartition partition =
            new TopicPartition(offset.group(1), Integer.parseInt(offset.group(2)));
        if (offsets.put(partition, Long.parseLong(offset.group(3))) != null) {
          throw new TypeConversionException(partition + " stands there twice");
        }
      }
      return new Offsets(offsets);
    }

    private static TypeConversionException unknown(String text) {
      return new TypeConversionException("'" + text + "', wanted " + FORMS);
    }
  }
}
