package io.keystream.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keystream.lab.audit.PublishedRows;
import io.keystream.lab.audit.RecordId;
import io.keystream.lab.daemon.HiveMetastore;
import io.keystream.lab.gateway.CommitWatch;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.process.CommandResult;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.security.PrivilegedExceptionAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hive.conf.HiveConf;
import org.apache.hadoop.hive.conf.HiveConf.ConfVars;
import org.apache.hadoop.hive.metastore.HiveMetaStoreClient;
import org.apache.hadoop.hive.metastore.api.FieldSchema;
import org.apache.hadoop.hive.metastore.api.MetaException;
import org.apache.hadoop.hive.metastore.api.Partition;
import org.apache.hadoop.hive.metastore.api.SerDeInfo;
import org.apache.hadoop.hive.metastore.api.StorageDescriptor;
import org.apache.hadoop.hive.metastore.api.Table;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Partitions in a metastore that asks for Kerberos, and that goes away while the job runs. */
@ExtendWith(LabExtension.class)
class HiveIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int ROUND = 600;
  private static final String PRINCIPAL = "hive/_HOST@KEYSTREAM.LAB";
  private static final String DATABASE = "default";

  private final Pipeline pipeline = Pipeline.of("hive", "1s");
  private final Set<RecordId> sent = new HashSet<>();
  private HiveMetastore metastore;

  @Test
  void aReaderByHiveFindsEveryRowThoughTheMetastoreGoesAway(Lab lab)
      throws IOException, InterruptedException, ExecutionException {
    metastore = new HiveMetastore(lab.options(), lab.folders());
    lab.start(HiveMetastore.NAME);
    assertThatThrownBy(() -> connectWithoutTicket(lab))
        .isInstanceOf(MetaException.class)
        .hasMessageContaining("GSS initiate failed");

    pipeline.prepare(lab, 2);
    CommitWatch watch = CommitWatch.of(lab, pipeline);
    Gateway gateway = gateway(lab);
    create(lab, pipeline.output() + "-of-others");
    CommandResult refused = gateway.playbook("deploy");
    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.output()).contains("hive-table").contains("wanted location hdfs://");
    ask(
        lab,
        client -> {
          client.dropTable(DATABASE, pipeline.name());
          return null;
        });
    create(lab, pipeline.output());

    send(lab, "FR");
    gateway.require("deploy");
    awaitRegistered(lab, 1);

    lab.kill(HiveMetastore.NAME);
    long before = watch.last().orElseThrow().sequence();
    send(lab, "DE");
    await("a batch that is held")
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(() -> watch.last().orElseThrow().sequence() > before);
    lab.start(HiveMetastore.NAME);
    awaitRegistered(lab, 2);

    send(lab, "IT/é");
    awaitRegistered(lab, 3);
    gateway.require("stop");
    assertThat(rows(lab)).isEqualTo(sent);
    assertThat(gateway.ask("ledger", "verify").path("ok").asBoolean()).isTrue();
    assertThat(gateway.keystream("hive-ddl").orThrow().stdout())
        .contains("PARTITIONED BY (`country` string)");
  }

  private Gateway gateway(Lab lab) {
    Map<String, Object> hive =
        Map.of(
            "table",
            DATABASE + "." + pipeline.name(),
            "metastore",
            List.of(metastore.uri()),
            "principal",
            PRINCIPAL);
    Map<String, Object> files =
        Map.of("path", pipeline.output(), "partition-by", List.of("country"), "hive", hive);
    return new Gateway(lab, pipeline)
        .withSection("parse", Map.of("format", "json", "schema", "id BIGINT, country STRING"))
        .withSection("output", Map.of("files", files));
  }

  private void send(Lab lab, String country) throws InterruptedException, ExecutionException {
    Map<String, Object> properties = new HashMap<>(lab.kafka(LabUser.ADMIN).configuration());
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < ROUND; i++) {
        String order = "{\"id\":%d,\"country\":\"%s\"}".formatted(i, country);
        acknowledgements.add(
            producer.send(new ProducerRecord<>(pipeline.topic(), order.getBytes(UTF_8))));
      }
      for (Future<RecordMetadata> acknowledgement : acknowledgements) {
        RecordMetadata at = acknowledgement.get();
        sent.add(new RecordId(at.topic(), at.partition(), at.offset()));
      }
    }
  }

  /** All rows sent so far are in this many partitions. */
  private void awaitRegistered(Lab lab, int partitions) {
    await(sent.size() + " rows in " + partitions + " partitions")
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .untilAsserted(
            () -> {
              assertThat(partitions(lab)).hasSize(partitions);
              assertThat(rows(lab)).hasSameSizeAs(sent);
            });
  }

  /** The rows that a reader finds who knows nothing but the metastore. */
  private Set<RecordId> rows(Lab lab) throws IOException, InterruptedException {
    Set<RecordId> found = new HashSet<>();
    try (FileSystem fs = lab.hadoop(LabUser.KEYSTREAM).fileSystem()) {
      for (Partition partition : partitions(lab)) {
        Map<RecordId, Integer> rows =
            PublishedRows.read(fs, partition.getSd().getLocation()).occurrences();
        assertThat(rows.values()).allMatch(times -> times == 1);
        found.addAll(rows.keySet());
      }
    }
    return found;
  }

  private List<Partition> partitions(Lab lab) throws IOException, InterruptedException {
    return ask(lab, client -> client.listPartitions(DATABASE, pipeline.name(), (short) -1));
  }

  private void create(Lab lab, String folder) throws IOException, InterruptedException {
    StorageDescriptor storage = new StorageDescriptor();
    storage.setCols(
        new ArrayList<>(
            List.of(
                new FieldSchema("kafka_topic", "string", null),
                new FieldSchema("kafka_partition", "int", null),
                new FieldSchema("kafka_offset", "bigint", null),
                new FieldSchema("kafka_timestamp", "timestamp", null),
                new FieldSchema("id", "bigint", null))));
    storage.setLocation(folder);
    storage.setInputFormat("org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat");
    storage.setOutputFormat("org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat");
    storage.setSerdeInfo(
        new SerDeInfo(
            "", "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe", new HashMap<>()));
    Table table = new Table();
    table.setDbName(DATABASE);
    table.setTableName(pipeline.name());
    table.setTableType("EXTERNAL_TABLE");
    table.setParameters(new HashMap<>(Map.of("EXTERNAL", "TRUE")));
    table.setSd(storage);
    table.setPartitionKeys(new ArrayList<>(List.of(new FieldSchema("country", "string", null))));
    ask(
        lab,
        client -> {
          client.createTable(table);
          return null;
        });
  }

  private interface Question<T> {
    T ask(HiveMetaStoreClient client) throws Exception;
  }

  private <T> T ask(Lab lab, Question<T> question) throws IOException, InterruptedException {
    HiveConf settings = settings(lab);
    return lab.hadoop(LabUser.KEYSTREAM)
        .run(
            () -> {
              HiveMetaStoreClient client = new HiveMetaStoreClient(settings);
              try {
                return question.ask(client);
              } finally {
                client.close();
              }
            });
  }

  private void connectWithoutTicket(Lab lab) throws Throwable {
    HiveConf settings = settings(lab);
    try {
      UserGroupInformation.createRemoteUser(LabUser.KEYSTREAM.shortName())
          .doAs(
              (PrivilegedExceptionAction<Void>)
                  () -> {
                    new HiveMetaStoreClient(settings).close();
                    return null;
                  });
    } catch (UndeclaredThrowableException e) {
      throw e.getCause();
    }
  }

  private HiveConf settings(Lab lab) {
    HiveConf settings = new HiveConf(lab.hadoop(LabUser.KEYSTREAM).configuration(), HiveIT.class);
    settings.setVar(ConfVars.METASTOREURIS, metastore.uri());
    settings.setBoolVar(ConfVars.METASTORE_USE_THRIFT_SASL, true);
    settings.setVar(ConfVars.METASTORE_KERBEROS_PRINCIPAL, PRINCIPAL);
    settings.setIntVar(ConfVars.METASTORETHRIFTCONNECTIONRETRIES, 1);
    return settings;
  }
}
