package io.keystream.bench.spark;

import io.keystream.bench.drain.Drain;
import java.util.Map;

/** Settings that every Spark in the bench runs with, as system properties, where Spark looks. */
public final class LocalSpark {
  private LocalSpark() {}

  /** Makes them those of this process. */
  public static void configure(Drain drain) {
    Map.of(
            "spark.master",
            "local[" + Drain.CORES + "]",
            "spark.app.name",
            drain.group(),
            "spark.driver.host",
            "localhost",
            "spark.driver.bindAddress",
            "127.0.0.1",
            "spark.ui.enabled",
            "false",
            "spark.local.dir",
            drain.folder().resolve("tmp").toString(),
            "spark.extraListeners",
            FirstTask.class.getName(),
            "spark.sql.session.timeZone",
            "UTC",
            "spark.hadoop.fs.AbstractFileSystem.file.impl",
            HomeFileSystem.class.getName(),
            // The default is a type of twelve bytes that Parquet has given up.
            "spark.sql.parquet.outputTimestampType",
            "TIMESTAMP_MICROS")
        .forEach(System::setProperty);
    // The job refuses to start without it, and nobody here has a receiver.
    System.setProperty("spark.streaming.receiver.writeAheadLog.enable", "true");
    System.setProperty(
        "spark.streaming.kafka.maxRatePerPartition", Long.toString(Drain.RATE_PER_PARTITION));
  }
}
