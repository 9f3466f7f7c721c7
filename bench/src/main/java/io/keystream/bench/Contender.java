package io.keystream.bench;

import io.keystream.bench.drain.LogLine;
import io.keystream.lab.LabException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is compared, in the order in which a round runs it. */
enum Contender {
  RAW_CONSUMER("bench", "drain.RawConsumer", null),
  KEYSTREAM_COUNT("bench/contenders/spark", "spark.KeystreamCount", null),
  KEYSTREAM_NO_LEDGER("bench/contenders/spark", "spark.KeystreamNoLedger", "home/staging"),
  KEYSTREAM("bench/contenders/spark", "spark.KeystreamJob", "rows"),
  DSTREAM_GUIDE("bench/contenders/spark", "spark.GuideJob", "rows"),
  STRUCTURED_STREAMING("bench/contenders/structured", "structured.RegexpExtract", "rows"),
  STRUCTURED_OUR_PARSER("bench/contenders/structured", "structured.OurParser", "rows"),
  FLINK("bench/contenders/flink", "flink.RegexParser", "rows"),
  FLINK_OUR_PARSER("bench/contenders/flink", "flink.OurParser", "rows"),
  KEYSTREAM_SQL(KEYSTREAM),
  DSTREAM_GUIDE_SQL(DSTREAM_GUIDE),
  STRUCTURED_SQL(STRUCTURED_STREAMING),
  FLINK_TRANSFORM(FLINK);

  private final String module;
  private final String mainClass;
  private final String output;
  private final boolean transforms;

  Contender(String module, String mainClass, String output) {
    this.module = module;
    this.mainClass = mainClass;
    this.output = output;
    this.transforms = false;
  }

  /** The same with {@link LogLine#SQL} in the middle. */
  Contender(Contender plain) {
    this.module = plain.module;
    this.mainClass = plain.mainClass;
    this.output = plain.output;
    this.transforms = true;
  }

  /** The contender of this name; the message of the exception lists those there are. */
  static Contender named(String label) {
    return Arrays.stream(values())
        .filter(contender -> contender.label().equals(label.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new LabException(
                    "No contender is called %s. There are: %s".formatted(label, labels())));
  }

  /** The names of all, separated by commas. */
  static String labels() {
    return Arrays.stream(values()).map(Contender::label).collect(Collectors.joining(", "));
  }

  /** What people call it: {@code raw-consumer}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Program program() {
    return new Program(module, "io.keystream.bench." + mainClass);
  }

  /** Whether its rows are the result of a query. */
  boolean transforms() {
    return transforms;
  }

  /** Where its rows are, below its folder; empty if it writes none. */
  Optional<String> output() {
    return Optional.ofNullable(output);
  }
}
