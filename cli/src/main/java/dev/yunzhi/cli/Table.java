package dev.yunzhi.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Lines of cells, as wide as their widest cell. Not thread-safe. */
public final class Table {

  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table without rows.
   *
   * @param head names of the columns
   */
  public Table(List<String> head) {
    rows.add(head);
  }

  /**
   * Adds a row.
   *
   * @param cells as many as the head has
   * @throws IllegalArgumentException when it has another number
   */
  public Table row(List<String> cells) {
    if (cells.size() != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "%d cells for %d columns".formatted(cells.size(), rows.get(0).size()));
    }
    rows.add(cells);
    return this;
  }

  /** The head, then each row. */
  public List<String> lines() {
    int[] widths =
        IntStream.range(0, rows.get(0).size())
            .map(column -> rows.stream().mapToInt(row -> width(row.get(column))).max().orElse(0))
            .toArray();
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      line.append(cell).append(" ".repeat(widths[column] - width(cell) + 2));
    }
    return line.toString().stripTrailing();
  }

  /** Columns of a terminal that a text takes: two for each Chinese character. */
  private static int width(String text) {
    return text.codePoints().map(c -> Character.isIdeographic(c) || c > 0xff00 ? 2 : 1).sum();
  }
}
