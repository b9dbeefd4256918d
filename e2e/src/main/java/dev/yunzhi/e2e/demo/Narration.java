package dev.yunzhi.e2e.demo;

import dev.yunzhi.cli.Table;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

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
    out.println();
    Table table = new Table(rows.get(0));
    rows.stream().skip(1).forEach(table::row);
    table.lines().forEach(line -> out.println("  " + line));
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
