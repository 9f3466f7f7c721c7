package io.keystream.lab.demo;

import java.util.List;
import java.util.regex.Pattern;

/** Rows of cells in columns of equal width; columns of numbers are aligned to the right. */
final class TextTable {
  private static final int WIDEST = 24;
  private static final String GAP = "  ";
  private static final Pattern NUMBER = Pattern.compile("-|[0-9,]+");

  private TextTable() {}

  /**
   * The table as text, one line a row.
   *
   * @param rows all of the same length, the first with the names of the columns
   */
  static String of(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = shortened(row.get(column));
        String padding = " ".repeat(width(rows, column) - cell.length());
        line.append(isNumeric(rows, column) ? padding + cell : cell + padding).append(GAP);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> shortened(row.get(column)).length()).max().orElse(0);
  }

  private static boolean isNumeric(List<List<String>> rows, int column) {
    return rows.stream().skip(1).allMatch(row -> NUMBER.matcher(row.get(column)).matches());
  }

  private static String shortened(String cell) {
    return cell.length() <= WIDEST ? cell : cell.substring(0, WIDEST - 3) + "...";
  }
}
