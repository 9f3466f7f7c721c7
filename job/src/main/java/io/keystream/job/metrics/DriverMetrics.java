package io.keystream.job.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the driver tells, as a source of Spark's metrics. Measuring never fails who is measured. For
 * use by any thread.
 */
public final class DriverMetrics implements Source {
  private static final Logger LOG = LoggerFactory.getLogger(DriverMetrics.class);
  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9_-]");
  private static final DriverMetrics OF_THIS_PROCESS = new DriverMetrics();

  private record Key(Metric metric, List<String> labels) {
    /** As Spark's sinks want it: a dot in a topic's name would look like a level of names. */
    String sparkName() {
      StringBuilder name = new StringBuilder(metric.shortName());
      labels.forEach(label -> name.append('.').append(NOT_IN_NAMES.matcher(label).replaceAll("_")));
      return name.toString();
    }
  }

  private final MetricRegistry registry = new MetricRegistry();
  private final Map<Key, DoubleSupplier> values = new ConcurrentHashMap<>();

  /** Those of the one driver that a process is. */
  public static DriverMetrics ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  /** Has Spark show them in its sinks. */
  public void register() {
    SparkEnv.get().metricsSystem().registerSource(this);
  }

  /** Takes them out of Spark's sinks. */
  public void deregister() {
    SparkEnv env = SparkEnv.get();
    if (env != null) {
      env.metricsSystem().removeSource(this);
    }
  }

  /** Shows a whole number until it is shown anew or dropped. */
  public void show(Metric metric, long value, String... labels) {
    show(metric, (double) value, labels);
  }

  /** Shows a value until it is shown anew or dropped. */
  public void show(Metric metric, double value, String... labels) {
    show(metric, () -> value, labels);
  }

  /**
   * The same with a value that is asked for each time.
   *
   * @param value NaN while there is none; cheap, and free of side effects
   */
  public void show(Metric metric, DoubleSupplier value, String... labels) {
    Key key = new Key(metric, List.of(labels));
    if (values.put(key, value) == null) {
      register(key);
    }
  }

  /** Adds to a counter, which begins with 0. Each is for one thread. */
  public void add(Metric metric, long more) {
    DoubleSupplier before = values.get(new Key(metric, List.of()));
    show(metric, (double) more + (before == null ? 0 : before.getAsDouble()));
  }

  /** Shows a value no longer. */
  public void drop(Metric metric, String... labels) {
    Key key = new Key(metric, List.of(labels));
    if (values.remove(key) != null) {
      registry.remove(key.sparkName());
    }
  }

  /** All values there are now. */
  public List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    values
        .keySet()
        .forEach(
            key -> {
              double value = value(key);
              if (Double.isFinite(value)) {
                samples.add(new Sample(key.metric(), key.labels(), value));
              }
            });
    return samples;
  }

  private double value(Key key) {
    DoubleSupplier value = values.get(key);
    try {
      return value == null ? Double.NaN : value.getAsDouble();
    } catch (RuntimeException e) {
      LOG.debug("{} is not known", key, e);
      return Double.NaN;
    }
  }

  private void register(Key key) {
    try {
      registry.register(key.sparkName(), (Gauge<Double>) () -> value(key));
    } catch (IllegalArgumentException e) {
      LOG.debug("{} looks like another one in Spark's metrics, which keeps the name", key, e);
    }
  }

  @Override
  public String sourceName() {
    return "keystream";
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }
}
