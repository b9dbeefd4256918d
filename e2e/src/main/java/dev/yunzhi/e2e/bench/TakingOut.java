package dev.yunzhi.e2e.bench;

import dev.yunzhi.audit.store.Transactions;
import dev.yunzhi.e2e.estate.ControlPlaneAlone;
import dev.yunzhi.e2e.estate.ControlPlaneApi;
import dev.yunzhi.e2e.estate.StateFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * The report of a million assets over HTTPS in each format, from the request until the last byte is
 * on disk; beside a bare COPY of the same rows in the same order, of what stands in the table and
 * no more.
 */
final class TakingOut implements Benchmark {

  private static final int ROWS = Integer.parseInt(System.getenv().getOrDefault("ROWS", "1000000"));
  private static final int TIMES = 3;

  private static final String BARE =
      """
      copy (select department, project, tenant, kind, name, uid, document, valid_from, leaf
        from asset_version where document is not null
        order by cluster, kind, namespace, name, uid) to stdout (format csv)""";

  @Override
  public String name() {
    return "report";
  }

  @Override
  public Figures run(PrintStream out) throws IOException, InterruptedException {
    try (StateFolder folder = StateFolder.temporary();
        ControlPlaneAlone estate = ControlPlaneAlone.start(folder.path())) {
      DataSource database = estate.postgres().database();
      long start = System.nanoTime();
      RecordedAssets.put(database, ROWS);
      out.printf(Locale.ROOT, "%d assets put in within %.0f s%n", ROWS, seconds(start));
      ControlPlaneApi api = estate.api(estate.controlPlane(), "auditor");
      // Signs in, and has every class loaded.
      for (String format : new String[] {"csv", "ndjson", "xlsx", "html"}) {
        api.download(report(format) + "&tenant=tenant-7", folder.path().resolve("warm." + format));
      }
      long pid = estate.controlPlane().handle().pid();
      ResidentMemory idle = ResidentMemory.of(pid);
      out.printf("control-plane before: %s%n", idle);
      double bare = median(() -> bare(database));
      out.printf(Locale.ROOT, "bare COPY: %.2f s%n", bare);
      double csv = 0;
      for (String format : new String[] {"csv", "ndjson", "xlsx", "html"}) {
        Path file = folder.path().resolve("report." + format);
        // From here on the kernel counts the peak anew (proc(5), clear_refs).
        Files.writeString(Path.of("/proc", Long.toString(pid), "clear_refs"), "5");
        CpuTime cpu = new CpuTime(estate);
        double seconds =
            median(
                () -> {
                  cpu.begin();
                  api.download(report(format), file);
                  cpu.end();
                });
        csv = format.equals("csv") ? seconds : csv;
        ResidentMemory memory = ResidentMemory.of(pid);
        out.printf(
            Locale.ROOT,
            "%s: %.2f s, %d MiB; control-plane at most %d MiB, %d above idle; CPU: %s%n",
            format,
            seconds,
            Files.size(file) >> 20,
            memory.peak(),
            memory.peak() - idle.now(),
            cpu);
        Files.delete(file);
      }
      return new Figures(csv, bare, "s");
    }
  }

  private static String report(String format) {
    Instant at = Instant.now().minusSeconds(1);
    return "/api/v1/reports/assets?format=" + format + "&asOf=" + at;
  }

  private interface Taking {
    void take() throws IOException;
  }

  private static double median(Taking taking) throws IOException {
    Samples samples = new Samples();
    for (int i = 0; i < TIMES; i++) {
      long start = System.nanoTime();
      taking.take();
      samples.addNanos(System.nanoTime() - start);
    }
    return samples.median() / 1000;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void bare(DataSource database) {
    Transactions.run(
        database,
        "copy the assets out",
        connection -> {
          try {
            return connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(BARE, OutputStream.nullOutputStream());
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }
}
