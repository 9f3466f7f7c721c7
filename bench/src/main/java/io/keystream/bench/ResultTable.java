package io.keystream.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The result for people: medians, then ratios. */
final class ResultTable {
  private ResultTable() {}

  /** Both tables as text; the ratios are left out where no pair of interest ran. */
  static String of(Map<Contender, Medians> medians) {
    List<Ratio> ratios = Ratio.of(medians);
    String figures = aligned(figures(medians));
    return ratios.isEmpty() ? figures : figures + "\n" + aligned(ratios(ratios));
  }

  private static List<List<String>> figures(Map<Contender, Medians> medians) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of("median of", "runs", "drain s", "JVM s", "records/s", "CPU s/million", "peak MiB"));
    medians.forEach(
        (contender, median) ->
            rows.add(
                List.of(
                    contender.label(),
                    Integer.toString(median.runs()),
                    number("%.2f", median.drainSeconds()),
                    number("%.2f", median.jvmSeconds()),
                    number("%,.0f", median.recordsPerSecond()),
                    number("%.2f", median.cpuPerMillion()),
                    number("%,.0f", median.peakMebibytes()))));
    return rows;
  }

  private static List<List<String>> ratios(List<Ratio> ratios) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("times better", "records/s", "CPU/record", "aim"));
    for (Ratio ratio : ratios) {
      rows.add(
          List.of(
              ratio.ours().label() + " : " + ratio.peer().label(),
              number("%.2f", ratio.rate()),
              number("%.2f", ratio.cpu()),
              number("%.2f", ratio.aim())));
    }
    return rows;
  }

  /** Columns of equal width, the first to the left and numbers to the right. */
  static String aligned(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        int of = column;
        int width = rows.stream().mapToInt(each -> each.get(of).length()).max().orElse(0);
        String padding = " ".repeat(width - row.get(column).length());
        text.append(column == 0 ? row.get(column) + padding : "  " + padding + row.get(column));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
