package dev.yunzhi.e2e.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What {@code make bench} runs: every benchmark, or the one that the argument names. */
public final class Benchmarks {

  private static final List<Benchmark> ALL =
      List.of(
          new RequestToReady(),
          new Provisioning(),
          new Copying(),
          new Publishing(),
          new Likeness(),
          new Admission(),
          new Scanning(),
          new Ingestion(),
          new LedgerGrowth(),
          new TakingOut(),
          new AssetGrowth(),
          new Scale());

  private Benchmarks() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<Benchmark> chosen =
        arguments.length == 0
            ? ALL
            : ALL.stream().filter(benchmark -> benchmark.name().equals(arguments[0])).toList();
    if (chosen.isEmpty()) {
      System.err.printf(
          "no benchmark %s; there are: %s%n",
          arguments[0], String.join(", ", ALL.stream().map(Benchmark::name).toList()));
      System.exit(2);
    }
    for (Benchmark benchmark : chosen) {
      out.println(benchmark.run(out).line(benchmark.name()));
    }
    System.exit(0);
  }
}
