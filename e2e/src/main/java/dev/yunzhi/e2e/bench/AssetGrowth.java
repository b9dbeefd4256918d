package dev.yunzhi.e2e.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.yunzhi.audit.asset.AsOf;
import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.audit.asset.AssetHistory;
import dev.yunzhi.audit.asset.AssetPage;
import dev.yunzhi.audit.asset.AssetReader;
import dev.yunzhi.audit.asset.AssetVersion;
import dev.yunzhi.audit.asset.AssetView;
import dev.yunzhi.audit.asset.ChangeReader;
import dev.yunzhi.audit.asset.Observation;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.store.AuditSchema;
import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.StoreException;
import dev.yunzhi.e2e.cluster.Lifetime;
import dev.yunzhi.e2e.cluster.LocalPostgres;
import dev.yunzhi.e2e.estate.StateFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * The first page of what stood at instants chosen at random out of three years, of records of
 * several sizes ({@link LongEstate}), measured where the control-plane asks its database, without
 * HTTP. The baseline is such a page of a table that holds nothing but what stands now, by its
 * primary key.
 */
final class AssetGrowth implements Benchmark {
  private static final String SIZES = "100000,1000000,10000000";
  private static final int ASKED = 300;
  private static final int PAGE = 100;
  private static final int RECORDED = 500;
  private static final int RECORDINGS = 20;

  private final Random random = new Random(1);

  @Override
  public String name() {
    return "assets";
  }

  @Override
  public Figures run(PrintStream out) throws IOException {
    List<Long> sizes =
        Arrays.stream(System.getenv().getOrDefault("VERSIONS", SIZES).split(","))
            .map(size -> Long.valueOf(size.trim()))
            .toList();
    try (StateFolder folder = StateFolder.temporary();
        LocalPostgres postgres =
            LocalPostgres.start(folder.path().resolve("postgres"), Lifetime.OF_THIS_JVM);
        HikariDataSource database = pool(postgres.database())) {
      AuditSchema.migrate(database);
      Figures last = null;
      for (long size : sizes) {
        last = measure(out, database, size);
      }
      return last;
    } catch (SQLException e) {
      throw new StoreException("measure pages of assets", e);
    }
  }

  /** As the control-plane has it. */
  private static HikariDataSource pool(DataSource database) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(database);
    return new HikariDataSource(config);
  }

  private static String department(int number) {
    return LongEstate.department(number);
  }

  private static Set<String> departments(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(AssetGrowth::department)
        .collect(Collectors.toSet());
  }

  private Figures measure(PrintStream out, DataSource database, long size) throws SQLException {
    long started = System.nanoTime();
    Instant end = Instant.now().minus(Duration.ofDays(1));
    Instant start = LongEstate.write(database, size, end);
    bareTable(database);
    long standing = number(database, "select count(*) from bare_asset");
    out.printf(
        Locale.ROOT,
        "%d versions, %d standing; written in %.0f s, %d bytes each%n",
        size,
        standing,
        (System.nanoTime() - started) / 1e9,
        number(database, "select pg_total_relation_size('asset_version')") / size);
    Figures figures = pages(out, database, start, end);
    whole(out, database, start, end);
    changes(out, database, end);
    recording(out, database, end);
    return figures;
  }

  Figures pages(PrintStream out, DataSource database, Instant start, Instant end) {
    Map<String, Supplier<AssetFilter>> filters = new LinkedHashMap<>();
    filters.put("all", () -> AssetFilter.ALL);
    filters.put(
        "a department",
        () ->
            new AssetFilter(
                Set.of(department(random.nextInt(LongEstate.DEPARTMENTS))), null, null));
    filters.put(
        "60 departments", () -> new AssetFilter(departments(random.nextInt(900), 60), null, null));
    filters.put(
        "300 departments",
        () -> new AssetFilter(departments(random.nextInt(700), 300), null, null));
    filters.put(
        "a tenant",
        () -> new AssetFilter(null, LongEstate.tenant(random.nextInt(LongEstate.TENANTS)), null));
    filters.put("a kind", () -> new AssetFilter(null, null, "StatefulSet"));
    filters.put("cameras of a department", () -> cameras(1));
    filters.put("cameras of 300", () -> cameras(300));

    AssetReader reader = new AssetReader(database);
    Samples bare = new Samples();
    Samples all = null;
    for (Map.Entry<String, Supplier<AssetFilter>> filter : filters.entrySet()) {
      Samples samples = new Samples();
      long rows = 0;
      for (int i = -ASKED / 10; i < ASKED; i++) {
        AssetFilter asked = filter.getValue().get();
        Instant at = start.plusSeconds(random.nextLong(Duration.between(start, end).toSeconds()));
        long before = System.nanoTime();
        AssetPage page = reader.asOf(AsOf.at(at), asked, null, PAGE);
        long taken = System.nanoTime() - before;
        long bareTaken = barePage(database);
        if (i >= 0) {
          samples.addNanos(taken);
          bare.addNanos(bareTaken);
          rows += page.versions().size();
        }
      }
      out.printf(
          Locale.ROOT,
          "  first page of %s: p50 %.1f ms, p99 %.1f ms, %d rows%n",
          filter.getKey(),
          samples.median(),
          samples.quantile(0.99),
          rows / ASKED);
      all = all == null ? samples : all;
    }
    out.printf(
        Locale.ROOT, "  bare page: p50 %.1f ms, p99 %.1f ms%n", bare.median(), bare.quantile(0.99));
    further(out, reader, end);
    return new Figures(all.quantile(0.99), bare.quantile(0.99), "ms");
  }

  private AssetFilter cameras(int departments) {
    return new AssetFilter(
        departments(random.nextInt(1 + LongEstate.DEPARTMENTS - departments), departments),
        null,
        "Camera");
  }

  static void bareTable(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists bare_asset");
      statement.execute(
          """
          create table bare_asset as
          select cluster, kind, namespace, name, uid, department, tenant, project, document, leaf
          from asset_version where document is not null and valid_to is null
          """);
      statement.execute(
          "alter table bare_asset add primary key (cluster, kind, namespace, name, uid)");
      statement.execute("vacuum analyze bare_asset");
    }
  }

  /** From anywhere on, as what is in memory differs. */
  private long barePage(DataSource database) {
    String namespace = LongEstate.tenant(random.nextInt(LongEstate.TENANTS));
    long before = System.nanoTime();
    new Query("read a page")
        .sql(
            "select * from bare_asset where (cluster, kind, namespace, name, uid)"
                + " > ('home', 'Deployment', ?, '', '')"
                + " order by cluster, kind, namespace, name, uid limit ?",
            namespace,
            PAGE + 1)
        .list(database, row -> row.getString(9));
    return System.nanoTime() - before;
  }

  private void further(PrintStream out, AssetReader reader, Instant end) {
    Samples samples = new Samples();
    String next = null;
    for (int i = 0; i < ASKED; i++) {
      long before = System.nanoTime();
      AssetPage page = reader.asOf(AsOf.at(end), AssetFilter.ALL, next, PAGE);
      samples.addNanos(System.nanoTime() - before);
      next = page.next();
    }
    out.printf(
        Locale.ROOT,
        "  further pages: p50 %.1f ms, p99 %.1f ms%n",
        samples.median(),
        samples.quantile(0.99));
  }

  /** All that stood, as reports ask for it. */
  private static void whole(PrintStream out, DataSource database, Instant start, Instant end) {
    AssetReader reader = new AssetReader(database);
    Instant halfway = start.plus(Duration.between(start, end).dividedBy(2));
    for (Instant at : List.of(end, halfway)) {
      long began = System.nanoTime();
      long[] first = new long[1];
      long[] rows = new long[1];
      try {
        reader.streamJudged(
            AsOf.at(at),
            AssetFilter.ALL,
            asset -> {
              if (rows[0]++ == 0) {
                first[0] = System.nanoTime() - began;
              }
            });
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      out.printf(
          Locale.ROOT,
          "  whole estate at %s: first row after %.1f s, all %d after %.1f s%n",
          at.equals(end) ? "the end" : "half-time",
          first[0] / 1e9,
          rows[0],
          (System.nanoTime() - began) / 1e9);
    }
  }

  void changes(PrintStream out, DataSource database, Instant end) {
    ChangeReader changes = new ChangeReader(database);
    for (int days : new int[] {1, 30}) {
      Samples samples = new Samples();
      for (int i = 0; i < 10; i++) {
        Instant to = end.minus(Duration.ofDays(random.nextInt(900)));
        Instant from = to.minus(Duration.ofDays(days));
        long before = System.nanoTime();
        changes.page(
            new AssetView(AsOf.at(from), AssetFilter.ALL),
            new AssetView(AsOf.at(to), AssetFilter.ALL),
            null,
            PAGE);
        samples.addNanos(System.nanoTime() - before);
      }
      out.printf(
          Locale.ROOT,
          "  first page of changes of %d days: p50 %.0f ms, most %.0f ms%n",
          days,
          samples.median(),
          samples.quantile(1));
    }
  }

  /** What recording costs with all of that behind it. */
  static void recording(PrintStream out, DataSource database, Instant end) {
    AssetReader reader = new AssetReader(database);
    AssetHistory history = new AssetHistory(database, new Ledger(database));
    List<AssetVersion> versions = new ArrayList<>();
    String next = null;
    while (versions.size() < RECORDED) {
      AssetPage page = reader.asOf(AsOf.at(end), AssetFilter.ALL, next, RECORDED);
      versions.addAll(page.versions());
      next = page.next();
      if (next == null) {
        break;
      }
    }
    long before = System.nanoTime();
    int recorded = 0;
    for (int i = 0; i < RECORDINGS; i++) {
      Instant at = Instant.now();
      int revision = i;
      recorded +=
          history.observe(
              versions.stream()
                  .map(
                      version ->
                          Observation.seen(
                              version.asset(),
                              at,
                              AssetFacts.of(
                                  version.facts().department(),
                                  version.facts().tenant(),
                                  null,
                                  JsonNodeFactory.instance
                                      .objectNode()
                                      .put("specification", "revision " + revision))))
                  .toList());
    }
    out.printf(
        Locale.ROOT,
        "  changes recorded: %.0f/s%n",
        recorded / ((System.nanoTime() - before) / 1e9));
  }

  private static long number(DataSource database, String sql) {
    return new Query("count").sql(sql).list(database, row -> row.getLong(1)).get(0);
  }
}
