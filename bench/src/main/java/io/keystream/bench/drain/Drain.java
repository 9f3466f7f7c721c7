package io.keystream.bench.drain;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What a contender is to do: read a topic once, from its beginning to its end. It is written by the
 * bench into a file, which is the first argument of the contender's main class.
 */
public final class Drain {
  /** Threads of each contender that read and write. */
  public static final int CORES = 2;

  /** Time between two batches of Spark Streaming, in milliseconds. */
  public static final long BATCH_MILLIS = 1_000;

  /**
   * Most records of a partition in one batch of Spark Streaming. So many that a batch takes longer
   * than {@link #BATCH_MILLIS}, so that nobody waits for the clock.
   */
  public static final int RECORDS_PER_PARTITION = 150_000;

  /** The same as a rate, which is how Spark takes it: records per second. */
  public static final long RATE_PER_PARTITION = RECORDS_PER_PARTITION * 1_000L / BATCH_MILLIS;

  /** File that ends a job which is timed. */
  public static final String STOP = "stop";

  /** File with a line for each batch of a job that is timed: time, waited, took, tasks. */
  public static final String BATCHES = "batches.csv";

  private static final String KAFKA = "kafka.";

  private final Properties given;

  private Drain(Properties given) {
    this.given = given;
  }

  /** A piece of work that ends when everything is read and what it wrote is committed. */
  @FunctionalInterface
  public interface Work {
    /** Returns the number of records read. */
    long run(Drain drain) throws Exception;
  }

  /** Keys and values of the file. */
  public static Properties describe(
      String topic,
      String group,
      long records,
      boolean transforms,
      Path folder,
      Map<String, Object> kafka) {
    Properties description = new Properties();
    description.setProperty("transforms", Boolean.toString(transforms));
    description.setProperty("topic", topic);
    description.setProperty("group", group);
    description.setProperty("records", Long.toString(records));
    description.setProperty("folder", folder.toString());
    kafka.forEach((key, value) -> description.setProperty(KAFKA + key, value.toString()));
    return description;
  }

  /** Runs a contender and ends its process: with exit code 0 after a report, 1 after a failure. */
  public static void main(String[] arguments, Work work) {
    int exitCode = 0;
    try {
      Drain drain = new Drain(load(Path.of(arguments[0])));
      long read = work.run(drain);
      Marks.report(drain.folder().resolve(Report.FILE), read);
    } catch (Exception | LinkageError e) {
      e.printStackTrace();
      exitCode = 1;
    }
    System.exit(exitCode);
  }

  private static Properties load(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read what is to be done", e);
    }
    return properties;
  }

  /** The topic to read. */
  public String topic() {
    return given.getProperty("topic");
  }

  /** A consumer group that nobody used before. */
  public String group() {
    return given.getProperty("group");
  }

  /** How many records the topic has. */
  public long records() {
    return Long.parseLong(given.getProperty("records"));
  }

  /** Whether the rows go through {@link LogLine#SQL}. */
  public boolean transforms() {
    return Boolean.parseBoolean(given.getProperty("transforms"));
  }

  /** The contender's own folder, its working directory. */
  public Path folder() {
    return Path.of(given.getProperty("folder"));
  }

  /** Where rows go, as a URI of a local folder. */
  public String output() {
    return "file://" + folder().resolve("rows");
  }

  /** Properties of a Kafka client: brokers and security. */
  public Map<String, Object> kafka() {
    Map<String, Object> properties = new HashMap<>();
    for (String key : given.stringPropertyNames()) {
      if (key.startsWith(KAFKA)) {
        properties.put(key.substring(KAFKA.length()), given.getProperty(key));
      }
    }
    return properties;
  }
}
