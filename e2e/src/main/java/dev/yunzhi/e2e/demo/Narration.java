package dev.yunzhi.e2e.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Tells a person what happens, each line with the seconds since the start. Not thread-safe. */
final class Narration {

  private final PrintStream out;
  private final long start = System.nanoTime();

  Narration(PrintStream out) {
    this.out = out;
  }

  /** A heading in both languages. */
  void chapter(String chinese, String english) {
    out.printf("%n%s · %s%n", english, chinese);
  }

  /** One thing that happened. */
  void tell(String what) {
    out.printf("%6.1f s  %s%n", elapsed().toMillis() / 1000.0, what);
  }

  /** What a program said, word for word, below the line that it belongs to. */
  void quote(String text) {
    text.strip().lines().forEach(line -> out.println("            " + line));
  }

  /** A table; the first row is its head. */
  void table(List<List<String>> rows) {
    int[] widths =
        IntStream.range(0, rows.get(0).size())
            .map(column -> rows.stream().mapToInt(row -> columns(row.get(column))).max().orElse(0))
            .toArray();
    out.println();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("  ");
      for (int column = 0; column < widths.length; column++) {
        String cell = row.get(column);
        line.append(cell).append(" ".repeat(widths[column] - columns(cell) + 2));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Columns of a terminal that a text takes: two for each Chinese character. */
  private static int columns(String text) {
    return text.codePoints().map(c -> Character.isIdeographic(c) || c > 0xff00 ? 2 : 1).sum();
  }
}
