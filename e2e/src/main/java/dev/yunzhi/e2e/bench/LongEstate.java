package dev.yunzhi.e2e.bench;

import dev.yunzhi.audit.store.BinaryCopy;
import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Three years of a province's estate, written into the table of versions directly: 2000 tenants of
 * 1000 departments on four clouds, of which one is lost after a year and one is new in the last,
 * and registered cameras of all departments in one place. Most of what there ever was is dead. Not
 * thread-safe.
 */
final class LongEstate {
  static final int DEPARTMENTS = 1000;
  static final int TENANTS = 2000;
  private static final int NAMESPACES = 3;
  private static final Duration LENGTH = Duration.ofDays(3 * 365);

  /** Leaves that the ledger of this database will not come to. */
  private static final long FIRST_LEAF = 1_000_000_000_000L;

  private static final int CHUNK = 20_000;
  private static final List<String> KINDS =
      List.of(
          "ConfigMap",
          "CronJob",
          "Deployment",
          "Ingress",
          "PersistentVolumeClaim",
          "Service",
          "StatefulSet");

  private final Random random = new Random(7);
  private final Instant start;
  private final Duration step;
  private final long versions;
  private final List<Version> lasting = new ArrayList<>();
  private final List<Version> passing = new ArrayList<>();
  private BinaryCopy rows = new BinaryCopy();
  private int inRows;
  private long next;

  private LongEstate(long versions, Instant end) {
    this.versions = versions;
    this.start = end.minus(LENGTH).truncatedTo(ChronoUnit.MICROS);
    this.step = LENGTH.dividedBy(versions);
  }

  /** A version that stands. */
  private record Version(
      long leaf,
      String cluster,
      String kind,
      String namespace,
      String name,
      UUID uid,
      int tenant,
      Instant from) {}

  static String department(int tenant) {
    return "department-%04d".formatted(tenant % DEPARTMENTS);
  }

  static String tenant(int tenant) {
    return "tenant-%04d".formatted(tenant);
  }

  /**
   * Puts it in, in place of whatever was recorded.
   *
   * @param end of the three years
   * @return their beginning
   */
  static Instant write(DataSource database, long versions, Instant end) throws SQLException {
    LongEstate estate = new LongEstate(versions, end);
    List<String> indexes =
        new Query("read the indexes")
            .sql(
                "select indexdef from pg_indexes where tablename = 'asset_version'"
                    + " and indexname <> 'asset_version_pkey'")
            .list(database, row -> row.getString(1));
    List<String> names =
        new Query("read the indexes")
            .sql(
                "select indexname from pg_indexes where tablename = 'asset_version'"
                    + " and indexname <> 'asset_version_pkey'")
            .list(database, row -> row.getString(1));
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("truncate asset_version, asset_place, asset_region");
      statement.execute("alter table asset_version disable trigger user");
      for (String name : names) {
        statement.execute("drop index " + name);
      }
    }
    Transactions.run(
        database,
        "write an estate",
        connection -> {
          estate.live(connection);
          return null;
        });
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set maintenance_work_mem = '512MB'");
      for (String index : indexes) {
        statement.execute(index);
      }
      statement.execute(
          """
          insert into asset_place
          select cluster, kind, namespace, coalesce(department, ''), coalesce(tenant, ''),
            count(*) filter (where valid_to is null), min(least(valid_from, learned_at)),
            max(greatest(valid_to, valid_to_learned_at))
          from asset_version where document is not null
          group by 1, 2, 3, 4, 5
          """);
      statement.execute(
          """
          insert into asset_region
          select cluster, kind, sum(standing), min(earliest), max(latest)
          from asset_place group by 1, 2
          """);
      statement.execute("alter table asset_version enable trigger user");
      statement.execute("vacuum analyze asset_version");
      statement.execute("vacuum analyze asset_place");
    }
    return estate.start;
  }

  private void live(Connection connection) throws SQLException {
    long lastingWanted = versions / 50;
    long passingWanted = versions / 250;
    boolean lost = false;
    while (next < versions) {
      if (!lost && next > versions / 3) {
        lost = true;
        lose("cloud-a", lasting);
        lose("cloud-a", passing);
      }
      int draw = random.nextInt(100);
      if (draw < 20 || lasting.size() < 10) {
        (random.nextInt(10) < 7 ? passing : lasting).add(create());
      } else if (draw < 38 && passing.size() > passingWanted) {
        end(passing, random.nextInt(passing.size()), true);
      } else if (draw < 38 && lasting.size() > lastingWanted) {
        end(lasting, random.nextInt(lasting.size()), true);
      } else {
        List<Version> of = passing.isEmpty() || random.nextInt(3) > 0 ? lasting : passing;
        end(of, random.nextInt(of.size()), false);
      }
      if (inRows >= CHUNK) {
        send(connection);
      }
    }
    lasting.forEach(version -> row(version, null));
    passing.forEach(version -> row(version, null));
    send(connection);
  }

  private void lose(String cluster, List<Version> of) {
    for (int i = of.size() - 1; i >= 0; i--) {
      if (of.get(i).cluster().equals(cluster)) {
        end(of, i, true);
      }
    }
  }

  private Instant now() {
    return start.plus(step.multipliedBy(next));
  }

  private Version create() {
    int tenant = random.nextInt(TENANTS);
    long year = 3 * next / versions;
    UUID uid = new UUID(random.nextLong(), random.nextLong());
    String name = "asset-%07x".formatted(random.nextInt(1 << 28));
    Instant at = now();
    if (random.nextInt(10) == 0) {
      return new Version(
          FIRST_LEAF + next++, "register", "Camera", "", "camera-" + name, uid, tenant, at);
    }
    String cluster =
        switch (random.nextInt(4)) {
          case 0 -> year == 0 ? "cloud-a" : "cloud-b";
          case 1 -> year == 2 ? "cloud-z" : "cloud-b";
          default -> "home";
        };
    // A tenant's namespaces are made anew each half year.
    String namespace =
        "%s-%d-%d".formatted(tenant(tenant), random.nextInt(NAMESPACES), 6 * next / versions);
    return new Version(
        FIRST_LEAF + next++,
        cluster,
        KINDS.get(random.nextInt(KINDS.size())),
        namespace,
        name,
        uid,
        tenant,
        at);
  }

  private void end(List<Version> of, int place, boolean gone) {
    Version version = of.get(place);
    Instant at = now();
    row(version, at);
    Version after =
        new Version(
            FIRST_LEAF + next++,
            version.cluster(),
            version.kind(),
            version.namespace(),
            version.name(),
            version.uid(),
            version.tenant(),
            at);
    if (gone) {
      row(after, null, null);
      Version last = of.remove(of.size() - 1);
      if (place < of.size()) {
        of.set(place, last);
      }
    } else {
      of.set(place, after);
    }
  }

  private void row(Version version, Instant until) {
    row(
        version,
        until,
        "{\"image\":\"registry.example/%s@sha256:%016x\",\"replicas\":%d,\"specification\":\"replicas: 2; cpu: 500m; memory: 1Gi\",\"state\":\"running\"}"
            .formatted(version.name(), version.leaf() * 31, version.leaf() % 9));
  }

  /**
   * @param document null: gone
   */
  private void row(Version version, Instant until, String document) {
    boolean gone = document == null;
    rows.row(14)
        .bigint(version.leaf())
        .text(version.cluster())
        .text(version.kind())
        .text(version.namespace())
        .text(version.name())
        .text(version.uid().toString())
        .text(gone ? null : department(version.tenant()))
        .text(gone ? null : tenant(version.tenant()))
        .text(null)
        .text(document)
        .timestamp(version.from())
        .timestamp(until)
        .timestamp(version.from().plusSeconds(2))
        .timestamp(until == null ? null : until.plusSeconds(2));
    inRows++;
  }

  private void send(Connection connection) throws SQLException {
    rows.send(
        connection,
        """
        asset_version (leaf, cluster, kind, namespace, name, uid, department, tenant, project,
          document, valid_from, valid_to, learned_at, valid_to_learned_at)""");
    rows = new BinaryCopy();
    inRows = 0;
  }
}
