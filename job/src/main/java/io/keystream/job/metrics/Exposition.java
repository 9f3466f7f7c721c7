package io.keystream.job.metrics;

import java.util.List;
import java.util.Locale;

/** The text format of Prometheus, which its other readers understand as well. */
public final class Exposition {
  private Exposition() {}

  /**
   * The samples of one pipeline, sorted by metric and labels.
   *
   * @param pipeline value of the label that every sample has
   */
  public static String write(String pipeline, List<Sample> samples) {
    StringBuilder text = new StringBuilder();
    for (Metric metric : Metric.values()) {
      List<Sample> own = samples.stream().filter(each -> each.metric() == metric).toList();
      if (!own.isEmpty()) {
        head(text, metric);
        own.stream().map(sample -> line(pipeline, sample)).sorted().forEach(text::append);
      }
    }
    return text.toString();
  }

  private static void head(StringBuilder text, Metric metric) {
    String name = metric.fullName();
    text.append("# HELP ").append(name).append(' ').append(metric.help()).append('\n');
    text.append("# TYPE ").append(name).append(' ');
    text.append(metric.kind().name().toLowerCase(Locale.ROOT)).append('\n');
  }

  private static String line(String pipeline, Sample sample) {
    StringBuilder line = new StringBuilder(sample.metric().fullName());
    line.append("{pipeline=\"").append(escaped(pipeline)).append('"');
    List<String> labels = sample.metric().labels();
    for (int i = 0; i < labels.size(); i++) {
      line.append(',').append(labels.get(i)).append("=\"");
      line.append(escaped(sample.labels().get(i))).append('"');
    }
    return line.append("} ").append(number(sample.value())).append('\n').toString();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? String.valueOf((long) value) : String.valueOf(value);
  }
}
