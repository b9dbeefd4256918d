package dev.yunzhi.audit.asset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.ledger.Events;
import dev.yunzhi.audit.ledger.Ledger;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The history in PostgreSQL answers as a list in memory does, whatever comes late. */
class AssetModelTest {
  private static final DataSource DATABASE = TestDatabase.empty();
  private static final AtomicInteger RUN = new AtomicInteger();
  private static final int ASSETS = 4;
  private static final int TIMES = 8;

  /** A city's departments, of which two own something here. */
  private static final Set<String> MANY = departments(2 * OfDepartments.FEW);

  private static final Set<String> SOME = departments(OfDepartments.FEW / 2);

  private static Set<String> departments(int count) {
    return IntStream.range(2, 2 + count)
        .mapToObj(number -> "d" + number)
        .collect(Collectors.toSet());
  }

  /** One observation before it is placed in a run: which asset, when, and which state (0: gone). */
  record Look(int asset, int time, int state) {}

  /** One observation that the model kept. */
  record Kept(Observation observation, int batch) {}

  @Provide
  Arbitrary<List<List<Look>>> batches() {
    Arbitrary<Look> look =
        Combinators.combine(
                Arbitraries.integers().between(0, ASSETS - 1),
                Arbitraries.integers().between(0, TIMES - 1),
                Arbitraries.integers().between(0, 3))
            .as(Look::new);
    return look.list().ofMinSize(1).ofMaxSize(5).list().ofMinSize(1).ofMaxSize(6);
  }

  @Property(tries = 40)
  void asOfEqualsTheModel(@ForAll("batches") List<List<Look>> batches) throws IOException {
    String kind = "Run" + RUN.incrementAndGet();
    Ledger ledger = new Ledger(DATABASE);
    AssetHistory history = new AssetHistory(DATABASE, ledger);
    AssetReader reader = new AssetReader(DATABASE);
    List<Kept> model = new ArrayList<>();
    List<Instant> known = new ArrayList<>();
    for (List<Look> looks : batches) {
      List<Observation> observations = looks.stream().map(look -> observation(kind, look)).toList();
      int before = model.size();
      observations.forEach(observation -> observe(model, observation, known.size()));
      assertThat(history.observe(observations)).isEqualTo(model.size() - before);
      assertThat(history.observe(observations)).as("again").isEqualTo(again(model, observations));
      known.add(ledger.head().recordedAt());
    }
    for (int batch = 0; batch < known.size(); batch++) {
      for (int time = -1; time <= TIMES; time++) {
        AsOf asOf = new AsOf(at(time), known.get(batch));
        for (Set<String> departments :
            Stream.of(null, Set.of("d1"), SOME, MANY, Set.<String>of()).toList()) {
          AssetFilter filter = new AssetFilter(departments, null, kind);
          List<String> expected = expected(model, batch, at(time), departments);
          assertThat(streamed(reader, asOf, filter)).isEqualTo(expected);
          assertThat(paged(reader, asOf, filter)).isEqualTo(expected);
        }
      }
    }
  }

  @Property(tries = 20)
  void changesEqualTheModel(@ForAll("batches") List<List<Look>> batches) throws IOException {
    String kind = "Change" + RUN.incrementAndGet();
    Ledger ledger = new Ledger(DATABASE);
    AssetHistory history = new AssetHistory(DATABASE, ledger);
    ChangeReader reader = new ChangeReader(DATABASE);
    List<Kept> model = new ArrayList<>();
    List<Instant> known = new ArrayList<>();
    for (List<Look> looks : batches) {
      List<Observation> observations = looks.stream().map(look -> observation(kind, look)).toList();
      observations.forEach(observation -> observe(model, observation, known.size()));
      history.observe(observations);
      known.add(ledger.head().recordedAt());
    }
    List<List<Set<String>>> departments =
        List.of(
            Arrays.asList(null, null),
            List.of(Set.of("d1"), Set.of("d1")),
            List.of(Set.of("d1", "d2"), Set.of("d2", "d3")),
            List.of(Set.of(), MANY));
    for (int time = -1; time <= TIMES; time += 3) {
      for (int later = time; later <= TIMES; later += 2) {
        for (int batch = 0; batch < known.size(); batch++) {
          int last = known.size() - 1;
          for (List<Set<String>> of : departments) {
            AssetView from =
                new AssetView(
                    new AsOf(at(time), known.get(batch)), new AssetFilter(of.get(0), null, kind));
            AssetView to =
                new AssetView(
                    new AsOf(at(later), known.get(last)), new AssetFilter(of.get(1), null, kind));
            List<String> expected = changes(model, batch, at(time), last, at(later), of);
            List<String> streamed = new ArrayList<>();
            reader.stream(from, to, change -> streamed.add(told(change)));
            assertThat(streamed).isEqualTo(expected);
            assertThat(changesByPages(reader, from, to)).isEqualTo(expected);
          }
        }
      }
    }
  }

  private static List<String> changes(
      List<Kept> model,
      int batch,
      Instant from,
      int lastBatch,
      Instant to,
      List<Set<String>> departments) {
    List<String> changes = new ArrayList<>();
    model.stream()
        .map(kept -> kept.observation().asset())
        .distinct()
        .sorted(Comparator.comparing(AssetId::name))
        .forEach(
            asset -> {
              String before = department(last(model, batch, asset, from));
              String after = department(last(model, lastBatch, asset, to));
              boolean was = before != null && isOf(departments.get(0), before);
              boolean is = after != null && isOf(departments.get(1), after);
              String kind =
                  was && is
                      ? before.equals(after) ? null : "CHANGED[department, s]"
                      : was
                          ? after == null ? "REMOVED[]" : "LEFT[]"
                          : is ? before == null ? "ADDED[]" : "ENTERED[]" : null;
              if (kind != null) {
                changes.add(kind + asset.name() + (was ? before : "null") + (is ? after : "null"));
              }
            });
    return changes;
  }

  private static String department(Kept kept) {
    return kept == null || kept.observation().facts() == null
        ? null
        : kept.observation().facts().department();
  }

  private static boolean isOf(Set<String> departments, String department) {
    return departments == null || departments.contains(department);
  }

  private static String told(AssetChange change) {
    return change.kind()
        + change.columns().toString()
        + change.asset().name()
        + department(change.before())
        + department(change.after());
  }

  private static String department(AssetState state) {
    return state == null || state.facts() == null ? null : state.facts().department();
  }

  private static List<String> changesByPages(ChangeReader reader, AssetView from, AssetView to) {
    List<String> changes = new ArrayList<>();
    String next = null;
    do {
      ChangePage page = reader.page(from, to, next, 1);
      page.changes().forEach(change -> changes.add(told(change)));
      next = page.next();
    } while (next != null);
    return changes;
  }

  private static Instant at(int time) {
    return Events.NOON.plusSeconds(time);
  }

  private static Observation observation(String kind, Look look) {
    AssetId asset = new AssetId("home", kind, "ns", "name" + look.asset(), "uid" + look.asset());
    return look.state() == 0
        ? Observation.gone(asset, at(look.time()))
        : Observation.seen(
            asset,
            at(look.time()),
            AssetFacts.of("d" + look.state(), null, "p", Events.object().put("s", look.state())));
  }

  /** The last one kept at or before the instant, that of the later batch when there are two. */
  private static Kept last(List<Kept> model, int batch, AssetId asset, Instant at) {
    return model.stream()
        .filter(kept -> kept.batch() <= batch)
        .filter(kept -> kept.observation().asset().equals(asset))
        .filter(kept -> !kept.observation().at().isAfter(at))
        .reduce((a, b) -> b.observation().at().isBefore(a.observation().at()) ? a : b)
        .orElse(null);
  }

  private static boolean observe(List<Kept> model, Observation observation, int batch) {
    Kept last = last(model, batch, observation.asset(), observation.at());
    AssetFacts held = last == null ? null : last.observation().facts();
    boolean known =
        Objects.equals(held, observation.facts())
            || model.stream().anyMatch(kept -> kept.observation().equals(observation));
    return !known && model.add(new Kept(observation, batch));
  }

  /** Observing again may add what was left out before as known, never what was kept. */
  private static int again(List<Kept> model, List<Observation> observations) {
    int before = model.size();
    int batch = model.isEmpty() ? 0 : model.get(model.size() - 1).batch();
    observations.forEach(observation -> observe(model, observation, batch));
    return model.size() - before;
  }

  private static List<String> expected(
      List<Kept> model, int batch, Instant at, Set<String> departments) {
    return model.stream()
        .map(kept -> kept.observation().asset())
        .distinct()
        .sorted(Comparator.comparing(AssetId::name))
        .map(asset -> last(model, batch, asset, at))
        .filter(Objects::nonNull)
        .map(Kept::observation)
        .filter(o -> o.facts() != null)
        .filter(o -> departments == null || departments.contains(o.facts().department()))
        .map(o -> row(model, batch, o))
        .toList();
  }

  private static String row(List<Kept> model, int batch, Observation shown) {
    List<Observation> known =
        model.stream()
            .filter(kept -> kept.batch() <= batch)
            .map(Kept::observation)
            .filter(o -> o.asset().equals(shown.asset()))
            .toList();
    Instant firstSeen =
        known.stream()
            .filter(o -> o.facts() != null)
            .map(Observation::at)
            .min(Comparator.naturalOrder())
            .orElseThrow();
    Instant end =
        known.stream()
            .map(Observation::at)
            .filter(shown.at()::isBefore)
            .min(Comparator.naturalOrder())
            .orElse(null);
    return shown + " " + firstSeen + " " + end;
  }

  private static String row(AssetVersion version) {
    return new Observation(version.asset(), version.validFrom(), version.facts())
        + " "
        + version.firstSeen()
        + " "
        + version.validTo();
  }

  private static List<String> streamed(AssetReader reader, AsOf asOf, AssetFilter filter)
      throws IOException {
    List<String> rows = new ArrayList<>();
    reader.stream(asOf, filter, version -> rows.add(row(version)));
    return rows;
  }

  private static List<String> paged(AssetReader reader, AsOf asOf, AssetFilter filter) {
    List<String> rows = new ArrayList<>();
    String next = null;
    do {
      AssetPage page = reader.asOf(asOf, filter, next, 1);
      page.versions().forEach(version -> rows.add(row(version)));
      next = page.next();
    } while (next != null);
    return rows;
  }
}
