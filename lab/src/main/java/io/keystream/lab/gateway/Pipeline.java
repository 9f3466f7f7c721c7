package io.keystream.lab.gateway;

import io.keystream.lab.Lab;
import io.keystream.lab.LabUser;
import io.keystream.lab.audit.Audit;
import io.keystream.lab.audit.PublishedRows;
import io.keystream.lab.audit.TopicContent;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;

/**
 * A pipeline of access logs from one topic to Parquet.
 *
 * @param name also the name of its topic and group
 * @param batchInterval as in {@code pipeline.yaml}
 * @param auth {@code delegation-token} or {@code keytab}
 * @param fileSystem what its paths begin with; empty for the lab's own
 */
public record Pipeline(String name, String batchInterval, String auth, String fileSystem) {

  /** A pipeline with delegation tokens. */
  public static Pipeline of(String name, String batchInterval) {
    return new Pipeline(name, batchInterval, "delegation-token", "");
  }

  /** The same with another way to log in to Kafka. */
  public Pipeline by(String otherAuth) {
    return new Pipeline(name, batchInterval, otherAuth, fileSystem);
  }

  /** The same in another file system. */
  public Pipeline in(String otherFileSystem) {
    return new Pipeline(name, batchInterval, auth, otherFileSystem);
  }

  public String topic() {
    return name;
  }

  public String output() {
    return fileSystem + "/data/" + name;
  }

  public String home() {
    return fileSystem + "/user/keystream/" + name;
  }

  public String deadLetters() {
    return home() + "/dead-letters";
  }

  /** Creates the topic and allows the job's user what it needs. */
  public void prepare(Lab lab, int partitions) {
    lab.createTopic(topic(), partitions);
    lab.allow(LabUser.KEYSTREAM, topic(), name);
  }

  /** Reads the whole topic and all files, and compares them. */
  public Audit audit(Lab lab) throws IOException, InterruptedException {
    TopicContent topic = TopicContent.read(lab.kafka(LabUser.ADMIN), topic());
    try (FileSystem fs = lab.hadoop(LabUser.KEYSTREAM).fileSystem()) {
      return Audit.of(
          topic, PublishedRows.read(fs, output()), PublishedRows.read(fs, deadLetters()));
    }
  }

  Map<String, Object> asYaml(Map<String, Object> kafkaSource) {
    return Map.of(
        "name", name,
        "home", home(),
        "batch-interval", batchInterval,
        "source", Map.of("kafka", kafkaSource),
        "parse", Map.of("format", "access-log", "keep-raw", true),
        "output", Map.of("files", Map.of("path", output(), "partition-by-date-of", "time")));
  }

  /** The section {@code source.kafka}, to be changed by a test. */
  Map<String, Object> kafkaSource(Lab lab) {
    return new HashMap<>(
        Map.of(
            "bootstrap-servers", List.of(lab.options().bootstrapServers().split(",")),
            "topics", List.of(topic()),
            "security", security(lab)));
  }

  private Map<String, Object> security(Lab lab) {
    Map<String, Object> truststore = Map.of("location", lab.folders().truststore().toString());
    if (auth.equals("keytab")) {
      return Map.of(
          "auth",
          auth,
          "truststore",
          truststore,
          "keytab",
          "kafka-client.keytab",
          "principal",
          "keystream@KEYSTREAM.LAB");
    }
    return Map.of("auth", auth, "truststore", truststore);
  }
}
