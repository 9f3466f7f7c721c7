package io.keystream.bench;

import static io.keystream.bench.Contender.DSTREAM_GUIDE;
import static io.keystream.bench.Contender.DSTREAM_GUIDE_SQL;
import static io.keystream.bench.Contender.FLINK;
import static io.keystream.bench.Contender.FLINK_OUR_PARSER;
import static io.keystream.bench.Contender.FLINK_TRANSFORM;
import static io.keystream.bench.Contender.KEYSTREAM;
import static io.keystream.bench.Contender.KEYSTREAM_COUNT;
import static io.keystream.bench.Contender.KEYSTREAM_NO_LEDGER;
import static io.keystream.bench.Contender.KEYSTREAM_SQL;
import static io.keystream.bench.Contender.RAW_CONSUMER;
import static io.keystream.bench.Contender.STRUCTURED_OUR_PARSER;
import static io.keystream.bench.Contender.STRUCTURED_SQL;
import static io.keystream.bench.Contender.STRUCTURED_STREAMING;

import java.util.List;
import java.util.Map;

/**
 * How many times better one contender is than another; above 1 is better in both figures.
 *
 * @param rate records per second of ours, divided by those of the peer
 * @param cpu CPU-seconds per million records of the peer, divided by those of ours
 * @param aim what {@code rate} is to reach
 */
record Ratio(Contender ours, Contender peer, double rate, double cpu, double aim) {

  private record Wanted(Contender ours, Contender peer, double aim) {}

  private static final List<Wanted> WANTED =
      List.of(
          new Wanted(KEYSTREAM_COUNT, RAW_CONSUMER, 0.8),
          new Wanted(KEYSTREAM, KEYSTREAM_NO_LEDGER, 0.95),
          new Wanted(KEYSTREAM, STRUCTURED_STREAMING, 3),
          new Wanted(KEYSTREAM, DSTREAM_GUIDE, 2.7),
          new Wanted(KEYSTREAM, FLINK, 1.4),
          new Wanted(KEYSTREAM, STRUCTURED_OUR_PARSER, 1),
          new Wanted(KEYSTREAM, FLINK_OUR_PARSER, 1),
          new Wanted(KEYSTREAM_SQL, STRUCTURED_SQL, 2.5),
          new Wanted(KEYSTREAM_SQL, DSTREAM_GUIDE_SQL, 2.5),
          new Wanted(KEYSTREAM_SQL, FLINK_TRANSFORM, 1.2));

  /** The ratios of all pairs of interest of which both ran. */
  static List<Ratio> of(Map<Contender, Medians> medians) {
    return WANTED.stream()
        .filter(w -> medians.containsKey(w.ours()) && medians.containsKey(w.peer()))
        .map(w -> between(w, medians.get(w.ours()), medians.get(w.peer())))
        .toList();
  }

  private static Ratio between(Wanted wanted, Medians ours, Medians peer) {
    return new Ratio(
        wanted.ours(),
        wanted.peer(),
        ours.recordsPerSecond() / peer.recordsPerSecond(),
        peer.cpuPerMillion() / ours.cpuPerMillion(),
        wanted.aim());
  }
}
