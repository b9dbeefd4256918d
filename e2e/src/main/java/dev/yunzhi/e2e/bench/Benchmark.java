package dev.yunzhi.e2e.bench;

import java.io.IOException;
import java.io.PrintStream;

/** Measures one thing beside a baseline, in the same run. */
interface Benchmark {

  /** What {@code make bench ONLY=name} calls it. */
  String name();

  /** Measures; may print what it sees on the way. */
  Figures run(PrintStream out) throws IOException, InterruptedException;
}
