package io.keystream.job.metrics;

import java.util.stream.Collectors;

/** Writes {@code docs/metrics.md} from the declarations of the metrics. */
final class MetricsPage {
  private static final String HEAD =
      """
      # Metrics

      <!-- Generated from the declarations of the metrics. To change this page, change io.keystream.job.metrics.Metric
      or MetricsPage, and run: %s -->

      Names, labels and units are stable: dashboards and alerts hold on to them. In Prometheus each has the label
      `pipeline`, the job's name; `job` is taken by whoever scrapes. Alerts, each with its runbook, are in
      [`runbooks/alerts`](../runbooks/README.md#by-alert).

      ## Where they are read

      | by | how |
      |---|---|
      | Prometheus, through node_exporter on the gateway | `keystream_metrics_textfile`: a folder. The watchdog's timer writes `keystream_<job>.prom` there every `keystream_watchdog_minutes` |
      | anybody on the gateway | `bin/keystream metrics`; `--json` for machines |
      | a push gateway | `bin/keystream metrics \\| curl --fail --data-binary @- https://<push gateway>/metrics/job/keystream/pipeline/<job>` |
      | JMX | in the driver's JVM, domain `metrics`: `<job>.driver.keystream.<name>`, and Spark's own. For one that is read from outside, give the driver an agent by `keystream_driver_java_options` |
      | Spark's sinks | as `<job>.driver.keystream.<name>`, what the driver tells; further sinks by `spark.metrics.conf.*` in `keystream_spark_conf` |
      | a scraper that can do SPNEGO, as one of `keystream_viewers` | the job's page through YARN's proxy, `/proxy/<application_id>/metrics/prometheus/`: what the driver tells and Spark's own, in Spark's form, as `metrics_<job>_driver_keystream_<name>_Value` |

      The first is the one to choose on a cluster with Kerberos: the gateway asks YARN and HDFS as the job's principal, so
      monitoring needs no ticket, no port of the job and no address of a driver that moves; and it tells that a job is down.

      ```sh
      install -d -o keystream -g keystream -m 0755 /var/lib/keystream-metrics     # node_exporter --collector.textfile.directory=…
      ```

      ```yaml
      keystream_metrics_textfile: /var/lib/keystream-metrics
      ```

      The driver writes what it measures into `control/metrics.json` below `home` every 30 s, and asks the NameNode twice in
      5 min for the sizes. Brokers are not asked for metrics at all: lag is told from what each batch asks anyway. What fails
      in measuring is logged and fails no batch. While YARN or HDFS does not answer the gateway, its file stays as it is, for
      which there is the alert [TextfileStale](../runbooks/alerts/TextfileStale.md).

      ## Names

      In Spark's metrics names are without `keystream_` and go on with the values of the labels, such as
      `lag_records.access.0`; what is not a letter, a digit, `_` or `-` in them is `_` there. What is not known has no value.

      | Name | Labels | Type | Told by | Meaning |
      |---|---|---|---|---|
      """;

  private static final String FOOT =
      """

      ## What is not there

      - Counters begin with 0 at each start of the driver; `keystream_ledger_…` do not.
      - The size of keyed state: no step of the pipeline keeps any.
      - What executors do: see Spark's own metrics, such as those of the job's page.
      """;

  private MetricsPage() {}

  /**
   * The whole page.
   *
   * @param command how it is made, for who wants to change it
   */
  static String render(String command) {
    StringBuilder page = new StringBuilder(HEAD.formatted(command));
    for (Metric metric : Metric.values()) {
      page.append(row(metric));
    }
    return page.append(FOOT).toString();
  }

  private static String row(Metric metric) {
    String labels =
        metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(" "));
    return "| `%s` | %s | %s | %s | %s |%n"
        .formatted(
            metric.fullName(),
            labels,
            metric.kind().name().toLowerCase(java.util.Locale.ROOT),
            metric.teller().name().toLowerCase(java.util.Locale.ROOT),
            metric.help());
  }
}
