package dev.yunzhi.audit.asset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.report.AssetReport;
import dev.yunzhi.audit.report.ReportFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * A scripted year: whatever comes late, the record answers for any instant as a list in memory
 * does, and a report that was sealed stays the same bytes. {@code -Dyunzhi.year.versions=1000000}
 * is the year of a whole province, 2000 tenants at 500 instants; without it, it is a small one.
 */
class AssetYearTest {
  private static final long VERSIONS = Long.getLong("yunzhi.year.versions", 15_000);
  private static final int TENANTS = (int) Math.min(2000, Math.max(50, VERSIONS / 200));
  private static final int INSTANTS = VERSIONS >= 1_000_000 ? 500 : 60;
  private static final int COMPARED = 10;
  private static final int PAGE = 50;

  private final DataSource database = TestDatabase.empty();
  private final Ledger ledger = new Ledger(database);
  private final AssetHistory history = new AssetHistory(database, ledger);
  private final AssetReader reader = new AssetReader(database);
  private final AssetReport report = new AssetReport(reader);
  private final RecordModel model = new RecordModel();
  private final Random random = new Random(1);

  /** A report that was made, of which nobody keeps more than the digest. */
  private record Sealed(AsOf asOf, int batch, AssetFilter filter, Hash csv) {}

  /** Tells the record and the model the same. */
  private final class Both implements EstateYear.Telling {
    @Override
    public void observe(List<Observation> observations) {
      history.observe(observations);
      model.observe(observations);
    }

    @Override
    public void list(String cluster, String kind, Map<AssetId, AssetFacts> live, Instant at) {
      history.resync(cluster, kind, live, at);
      model.list(cluster, kind, live, at);
    }
  }

  @Test
  void everyInstantOfAYearIsAsTheModelHasIt() throws IOException {
    EstateYear year = new EstateYear(new Both(), TENANTS, VERSIONS);
    List<Sealed> sealed = new ArrayList<>();
    for (int turn = 1; turn <= year.turns(); turn++) {
      year.turn();
      int batch = model.endBatch();
      while (sealed.size() < (long) INSTANTS * turn / year.turns()) {
        sealed.add(seal(year, batch));
      }
    }
    assertThat(TestDatabase.number(database, "select count(*) from asset_version"))
        .isEqualTo(model.size())
        .isEqualTo(ledger.head().size())
        .isGreaterThanOrEqualTo(VERSIONS);
    assertThat(sealed).hasSize(INSTANTS);
    // From now on the database knows that most of it is past, and is asked in another way.
    TestDatabase.execute(database, "analyze asset_version");
    assertThat(TestDatabase.number(database, "select sum(standing) from asset_region"))
        .isLessThan(model.size() / 2);

    Sealed before = null;
    Map<AssetId, RecordModel.Stood> stoodBefore = null;
    long rows = 0;
    int compared = 0;
    for (Sealed one : sealed) {
      assertThat(csv(one.asOf(), one.filter())).as("the report of %s", one).isEqualTo(one.csv());
      Map<AssetId, RecordModel.Stood> stood = model.state(one.asOf().at(), one.batch());
      rows += stood.size();
      compare(one, stood);
      if (before != null && compared < COMPARED && !one.asOf().at().isBefore(before.asOf().at())) {
        compared++;
        compareChanges(before, stoodBefore, one, stood);
      }
      before = one;
      stoodBefore = stood;
    }
    System.out.printf(
        "a year of %d versions: %d rows at %d instants are as the model has them%n",
        model.size(), rows, INSTANTS);
  }

  private Sealed seal(EstateYear year, int batch) throws IOException {
    long seconds = Duration.between(EstateYear.START, year.now()).toSeconds();
    Instant at = EstateYear.START.plusSeconds(random.nextLong(seconds + 1));
    AsOf asOf = new AsOf(at, ledger.head().recordedAt());
    AssetFilter filter =
        switch (random.nextInt(8)) {
          case 0 -> AssetFilter.ALL;
          case 1 -> new AssetFilter(null, null, EstateYear.KINDS.get(0));
          case 2, 3, 4 -> new AssetFilter(null, "tenant-" + random.nextInt(TENANTS), null);
          default -> new AssetFilter(Set.of(year.department()), null, null);
        };
    return new Sealed(asOf, batch, filter, csv(asOf, filter));
  }

  private Hash csv(AsOf asOf, AssetFilter filter) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report.of(asOf, filter).write(ReportFormat.CSV, out);
    return Hash.sha256(out.toByteArray());
  }

  private void compare(Sealed one, Map<AssetId, RecordModel.Stood> stood) throws IOException {
    List<String> expected = new ArrayList<>();
    List<String> expectedPage = new ArrayList<>();
    stood.forEach(
        (asset, state) -> {
          String row = asset + " " + state;
          expected.add(row);
          if (expectedPage.size() < PAGE && isShown(one.filter(), asset, state.facts())) {
            expectedPage.add(row);
          }
        });
    List<String> streamed = new ArrayList<>();
    reader.stream(one.asOf(), AssetFilter.ALL, version -> streamed.add(row(version)));
    assertThat(streamed).as("the state of %s", one.asOf()).isEqualTo(expected);
    assertThat(
            reader.asOf(one.asOf(), one.filter(), null, PAGE).versions().stream()
                .map(AssetYearTest::row))
        .as("the page of %s", one)
        .isEqualTo(expectedPage);
  }

  private static boolean isShown(AssetFilter filter, AssetId asset, AssetFacts facts) {
    return (filter.departments() == null || filter.departments().contains(facts.department()))
        && (filter.tenant() == null || filter.tenant().equals(facts.tenant()))
        && (filter.kind() == null || filter.kind().equals(asset.kind()));
  }

  private static String row(AssetVersion version) {
    return version.asset()
        + " "
        + new RecordModel.Stood(
            version.facts(), version.firstSeen(), version.validFrom(), version.validTo());
  }

  private void compareChanges(
      Sealed before,
      Map<AssetId, RecordModel.Stood> stoodBefore,
      Sealed after,
      Map<AssetId, RecordModel.Stood> stoodAfter)
      throws IOException {
    TreeMap<AssetId, String> expected = new TreeMap<>(EstateYear.ORDER);
    stoodAfter.forEach(
        (asset, state) -> {
          RecordModel.Stood was = stoodBefore.get(asset);
          if (was == null) {
            expected.put(asset, "ADDED");
          } else if (!was.facts().equals(state.facts())) {
            expected.put(asset, "CHANGED");
          }
        });
    stoodBefore.keySet().stream()
        .filter(asset -> !stoodAfter.containsKey(asset))
        .forEach(asset -> expected.put(asset, "REMOVED"));
    TreeMap<AssetId, String> told = new TreeMap<>(EstateYear.ORDER);
    new ChangeReader(database)
        .stream(
            new AssetView(before.asOf(), AssetFilter.ALL),
            new AssetView(after.asOf(), AssetFilter.ALL),
            change -> told.put(change.asset(), change.kind().name()));
    assertThat(told).as("changes from %s to %s", before, after).isEqualTo(expected);
  }
}
