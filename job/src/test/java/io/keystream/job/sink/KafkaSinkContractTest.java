package io.keystream.job.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Kafka sink keeps the contract, on a broker. */
class KafkaSinkContractTest extends SinkContract {
  @RegisterExtension private static final KafkaBroker broker = new KafkaBroker();

  private final String topic = "contract-" + UUID.randomUUID();

  @BeforeEach
  void createTopic() throws Exception {
    broker.createTopic(topic, 3, Map.of());
  }

  @Override
  protected Sink newSink() {
    return new OfRows(new KafkaSink(KafkaRows.factory(broker.client(), topic)), topic);
  }

  @Override
  protected List<Long> visible() {
    return broker.read(topic).stream()
        .map(found -> Long.valueOf(new String(found.value(), UTF_8)))
        .toList();
  }

  /** Delivers the contract's rows as the records that the job would make of them. */
  private record OfRows(Sink sink, String topicOfRows) implements Sink {
    @Override
    public void open(SinkContext context) throws Exception {
      sink.open(context);
    }

    @Override
    public long delivered(int share) throws Exception {
      return sink.delivered(share);
    }

    @Override
    public void deliver(long sequence, int share, Iterator<Row> rows) throws Exception {
      Iterable<Row> all = () -> rows;
      sink.deliver(
          sequence,
          share,
          StreamSupport.stream(all.spliterator(), false)
              .map(row -> KafkaRows.row(topicOfRows, null, row.<Long>getAs("id").toString()))
              .iterator());
    }

    @Override
    public void close() throws java.io.IOException {
      sink.close();
    }
  }
}
