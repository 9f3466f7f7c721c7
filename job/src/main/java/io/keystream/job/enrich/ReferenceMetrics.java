package io.keystream.job.enrich;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;

/** What Spark's metrics of the driver tell of the references. */
final class ReferenceMetrics implements Source {
  private final MetricRegistry registry = new MetricRegistry();

  ReferenceMetrics(List<Reference> references) {
    for (Reference reference : references) {
      gauge(reference.name() + ".age_seconds", reference::ageSeconds);
      gauge(reference.name() + ".rows", reference::rows);
      gauge(reference.name() + ".failed_refreshes", reference::failures);
    }
  }

  void register() {
    SparkEnv.get().metricsSystem().registerSource(this);
  }

  void deregister() {
    SparkEnv env = SparkEnv.get();
    if (env != null) {
      env.metricsSystem().removeSource(this);
    }
  }

  @Override
  public String sourceName() {
    return "enrich";
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }

  private void gauge(String name, Gauge<Long> value) {
    registry.register(name, value);
  }
}
