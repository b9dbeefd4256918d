package dev.yunzhi.e2e.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.yunzhi.audit.ledger.Event;
import dev.yunzhi.audit.ledger.EventFilter;
import dev.yunzhi.audit.ledger.EventSearch;
import dev.yunzhi.audit.ledger.EventSearcher;
import dev.yunzhi.audit.ledger.IndexBuilder;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.ledger.LedgerReader;
import dev.yunzhi.audit.ledger.LogReader;
import dev.yunzhi.audit.search.Clause;
import dev.yunzhi.audit.search.Facet;
import dev.yunzhi.audit.search.Facets;
import dev.yunzhi.audit.store.AuditSchema;
import dev.yunzhi.audit.store.Query;
import dev.yunzhi.e2e.cluster.Lifetime;
import dev.yunzhi.e2e.cluster.LocalPostgres;
import dev.yunzhi.e2e.estate.StateFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/**
 * What a ledger of any size takes to prove and to search, at several sizes of one that grows: API
 * events of about 1 KiB, each by one of two thousand users on one of two hundred thousand objects
 * at random, which is the worst that can happen to who looks for one of them. Measured where the
 * control-plane asks its database, without HTTP. The baseline is the smallest size.
 */
final class LedgerGrowth implements Benchmark {

  private static final String SIZES = "100000,1000000,10000000";
  private static final int BATCH = 2048;
  private static final int WRITERS = 2;
  private static final int ASKED = 300;
  private static final int PAGE = 50;
  private static final int USERS = 2000;
  private static final int NAMESPACES = 1000;
  private static final int NAMES = 200;

  private final Random random = new Random(1);

  @Override
  public String name() {
    return "ledger-growth";
  }

  @Override
  public Figures run(PrintStream out) throws IOException, InterruptedException {
    List<Long> sizes =
        Arrays.stream(System.getenv().getOrDefault("LEAVES", SIZES).split(","))
            .map(size -> Long.valueOf(size.trim()))
            .toList();
    try (StateFolder folder = StateFolder.temporary();
        LocalPostgres postgres =
            LocalPostgres.start(folder.path().resolve("postgres"), Lifetime.OF_THIS_JVM);
        HikariDataSource database = pool(postgres.database())) {
      AuditSchema.migrate(database);
      List<Double> pages = new ArrayList<>();
      out.println(
          "leaves | inclusion p50, p99 | consistency p50, p99 | first page by object p50, p99 |"
              + " by user p50, p99 | by text of one event | bytes of each: all, of it the index");
      for (long size : sizes) {
        double perSecond = grow(database, size);
        pages.add(measure(out, database, size));
        out.printf(Locale.ROOT, "  put in at %.0f/s%n", perSecond);
      }
      return new Figures(pages.get(pages.size() - 1), pages.get(0), "ms");
    }
  }

  /** As the control-plane has it. */
  private static HikariDataSource pool(DataSource database) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(database);
    return new HikariDataSource(config);
  }

  private static double grow(DataSource database, long size)
      throws InterruptedException, IOException {
    Ledger ledger = new Ledger(database);
    IndexBuilder index = new IndexBuilder(database);
    long before = ledger.head().size();
    long start = System.nanoTime();
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        long from = before + (size - before) * i / WRITERS;
        long until = before + (size - before) * (i + 1) / WRITERS;
        running.add(writers.submit(() -> append(ledger, from, until)));
      }
      for (Future<?> one : running) {
        while (!one.isDone()) {
          if (!index.advance()) {
            Thread.sleep(100);
          }
        }
        one.get();
      }
      while (index.advance()) {
        // To the end, as the control-plane would within a second.
      }
    } catch (ExecutionException e) {
      throw new IOException(e);
    } finally {
      writers.shutdownNow();
    }
    return (size - before) / ((System.nanoTime() - start) / 1e9);
  }

  private static void append(Ledger ledger, long from, long until) {
    Random random = new Random(from);
    List<Event> batch = new ArrayList<>(BATCH);
    for (long number = from; number < until; number++) {
      batch.add(event(random, number));
      if (batch.size() == BATCH || number == until - 1) {
        ledger.append(batch);
        batch = new ArrayList<>(BATCH);
      }
    }
  }

  private static String user(int number) {
    return "user-" + number + "@example.gov.cn";
  }

  private static Event event(Random random, long number) {
    String namespace = "tenant-" + random.nextInt(NAMESPACES);
    String name = "web-" + random.nextInt(NAMES);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("kind", "Event").put("apiVersion", "audit.k8s.io/v1").put("level", "Request");
    body.put("auditID", "6b1f7a1e-3f0e-4d2a-9a51-" + (100_000_000_000L + number));
    body.put("stage", "ResponseComplete").put("verb", "patch");
    body.put(
        "requestURI",
        "/apis/apps/v1/namespaces/" + namespace + "/deployments/" + name + "?fieldManager=kubectl");
    body.putObject("user")
        .put("username", user(random.nextInt(USERS)))
        .put("uid", new UUID(random.nextLong(), random.nextLong()).toString())
        .putArray("groups")
        .add("huzhou-administrators")
        .add("system:authenticated");
    body.putArray("sourceIPs").add("10." + random.nextInt(256) + "." + random.nextInt(256) + ".40");
    body.put("userAgent", "kubectl/v1.36.0 (linux/amd64) kubernetes/4f1a2b3");
    body.putObject("objectRef")
        .put("resource", "deployments")
        .put("namespace", namespace)
        .put("name", name)
        .put("apiGroup", "apps")
        .put("apiVersion", "v1");
    body.putObject("responseStatus").put("code", random.nextInt(20) == 0 ? 403 : 200);
    body.putObject("requestObject")
        .putObject("spec")
        .put("replicas", random.nextInt(20))
        .putObject("template")
        .put(
            "image",
            "registry.gov.example/"
                + namespace
                + "/web@sha256:"
                + Long.toHexString(random.nextLong())
                + Long.toHexString(random.nextLong())
                + Long.toHexString(random.nextLong())
                + Long.toHexString(random.nextLong()));
    Instant time = Instant.EPOCH.plusSeconds(1_800_000_000L).plusMillis(number);
    body.put("stageTimestamp", time.toString());
    body.putObject("annotations")
        .put("authorization.k8s.io/decision", "allow")
        .put(
            "authorization.k8s.io/reason",
            "RBAC: allowed by RoleBinding \"yunzhi-owners/"
                + namespace
                + "\" of ClusterRole \"yunzhi-tenant-owner\"");
    return new Event("api-audit", "home", number + "/ResponseComplete", time, body);
  }

  private interface Asking {
    void ask();
  }

  private static Samples time(int times, Asking asking) {
    Samples samples = new Samples();
    for (int i = 0; i < times / 10; i++) {
      asking.ask();
    }
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      asking.ask();
      samples.addNanos(System.nanoTime() - start);
    }
    return samples;
  }

  /**
   * @return the p99 of a page by object
   */
  private double measure(PrintStream out, DataSource database, long size) {
    LogReader log = new LogReader(database);
    EventSearcher searcher = new EventSearcher(database, new LedgerReader(database));
    Samples inclusion =
        time(
            ASKED, () -> log.proofs(size, proofs -> proofs.inclusion(random.nextLong(size), size)));
    Samples consistency =
        time(
            ASKED,
            () ->
                log.proofs(
                    size, proofs -> proofs.consistency(1 + random.nextLong(size - 1), size)));
    Samples byObject =
        time(
            ASKED,
            () ->
                find(
                    searcher,
                    Clause.is(
                        Facet.OBJECT,
                        Facets.object(
                            "tenant-" + random.nextInt(NAMESPACES),
                            "web-" + random.nextInt(NAMES)))));
    Samples byUser =
        time(ASKED, () -> find(searcher, Clause.is(Facet.USER, user(random.nextInt(USERS)))));
    Samples byText = new Samples();
    long start = System.nanoTime();
    searcher.latest(
        new EventSearch(EventFilter.ALL, List.of(), "no event has this"), Long.MAX_VALUE, PAGE);
    byText.addNanos(System.nanoTime() - start);
    out.printf(
        Locale.ROOT,
        "%d | %s | %s | %s | %s | %.0f ms for a page that finds nothing | %d, %d%n",
        size,
        shown(inclusion),
        shown(consistency),
        shown(byObject),
        shown(byUser),
        byText.median(),
        bytes(database, "pg_database_size(current_database())") / size,
        (bytes(database, "pg_total_relation_size('ledger_signature')")
                + bytes(database, "(select sum(pg_column_size(terms)) from ledger_body)"))
            / size);
    return byObject.quantile(0.99);
  }

  private static void find(EventSearcher searcher, Clause clause) {
    searcher.latest(new EventSearch(EventFilter.ALL, List.of(clause), null), Long.MAX_VALUE, PAGE);
  }

  private static String shown(Samples samples) {
    return String.format(Locale.ROOT, "%.2f ms, %.2f ms", samples.median(), samples.quantile(0.99));
  }

  private static long bytes(DataSource database, String what) {
    return new Query("read a size")
        .sql("select coalesce(" + what + ", 0)")
        .list(database, row -> row.getLong(1))
        .get(0);
  }
}
