package dev.yunzhi.controlplane.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetHistory;
import dev.yunzhi.audit.asset.AssetId;
import dev.yunzhi.audit.asset.Observation;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.report.AssetColumn;
import dev.yunzhi.audit.showback.ShowbackMonth;
import dev.yunzhi.audit.showback.ShowbackRow;
import dev.yunzhi.controlplane.TestControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Costs of past months as the record has them, against figures worked out by hand. */
class PastCostsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path directory;
  private static TestControlPlane plane;

  @BeforeAll
  static void start() {
    plane = new TestControlPlane(directory).awaitReady();
  }

  @AfterAll
  static void stop() {
    plane.close();
  }

  /** Midnight in China. */
  private static Instant day(int month, int day) {
    return LocalDate.of(2026, month, day).atStartOfDay().toInstant(ZoneOffset.ofHours(8));
  }

  private static <T extends HasMetadata> void seen(AssetKind<T> kind, String yaml, Instant at) {
    T object = Serialization.unmarshal(yaml, kind.type());
    Seen seen = Seen.of(kind, object, at);
    JsonNode document = JSON.valueToTree(seen.facts());
    observe(
        Observation.seen(
            id(kind.name(), seen.name()),
            at,
            AssetFacts.of(
                seen.owner().department(),
                seen.owner().tenant(),
                seen.owner().project(),
                document)));
  }

  private static AssetId id(String kind, String name) {
    return new AssetId("home", kind, "", name, "uid-" + kind + name);
  }

  private static void observe(Observation observation) {
    plane.context.getBean(AssetHistory.class).observe(List.of(observation));
  }

  private static void tenant(String name, String spec, Instant at) {
    seen(
        AssetKinds.TENANT,
        "metadata: {name: %s, uid: u-%s}\nspec: {%s}".formatted(name, name, spec),
        at);
  }

  private static void prices(String name, String spec, Instant at) {
    seen(
        AssetKinds.PRICE_LIST,
        "metadata: {name: %s, uid: u-%s}\nspec: {%s}".formatted(name, name, spec),
        at);
  }

  private static List<ShowbackRow> rows(String month, Instant knownAt) throws IOException {
    return plane.context.getBean(PastCosts.class).rows(ShowbackMonth.parse(month), knownAt);
  }

  private static Instant now() {
    return plane.context.getBean(Ledger.class).head().recordedAt();
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }

  @Test
  void aMonthCostsWhatItDidAsItWasKnown() throws IOException {
    prices("home", "prices: {cpu: {yuan: '30'}, memory: {per: 1Gi, yuan: '6'}}", day(3, 1));
    tenant("shop", "department: tax, project: river, quota: {cpu: '4', memory: 8Gi}", day(3, 20));
    // The 16th of April is the middle of its 30 days.
    tenant(
        "shop",
        "department: tax, project: river, quota: {requests.cpu: '2', memory: 8192Mi}",
        day(4, 16));
    tenant("far", "department: tax, cloud: west, quota: {cpu: 500m}", day(4, 1));
    prices("west", "cloud: west, prices: {requests.cpu: {yuan: '100'}}, shared: '9'", day(4, 1));

    List<ShowbackRow> april = rows("2026-04", now());
    assertThat(april)
        .extracting(
            ShowbackRow::project,
            ShowbackRow::tenant,
            ShowbackRow::cloud,
            ShowbackRow::resource,
            ShowbackRow::amount,
            ShowbackRow::direct,
            ShowbackRow::total)
        .containsExactly(
            tuple(
                "river",
                "shop",
                "home",
                "requests.cpu",
                decimal("3"),
                decimal("90.00"),
                decimal("90.00")),
            tuple(
                "river",
                "shop",
                "home",
                "requests.memory",
                decimal("8"),
                decimal("48.00"),
                decimal("48.00")),
            tuple(
                null,
                "far",
                "west",
                "requests.cpu",
                decimal("0.5"),
                decimal("50.00"),
                decimal("59.00")));

    // What is learned later is in later answers alone.
    Instant then = now();
    tenant("late", "department: health, quota: {cpu: '1'}", day(4, 1));
    observe(Observation.gone(id("Tenant", "shop"), day(4, 1)));
    assertThat(rows("2026-04", then)).isEqualTo(april);
    assertThat(rows("2026-04", now()))
        .extracting(ShowbackRow::tenant, ShowbackRow::direct)
        .containsExactly(
            tuple("late", decimal("30.00")),
            tuple("shop", decimal("30.00")),
            tuple("shop", decimal("24.00")),
            tuple("far", decimal("50.00")));
  }

  @Test
  void theUseOfATenantIsOfWhatIsMeasured() throws IOException {
    prices("home", "prices: {cpu: {yuan: '30'}, pods: {yuan: '1'}}", day(1, 1));
    Instant at = day(2, 1);
    var facts = JSON.createObjectNode().put(AssetColumn.USE_AVERAGE.key(), "0.25");
    facts.putObject(Governed.QUOTA).put("cpu", "4").put("pods", "10");
    observe(
        Observation.seen(
            id("Tenant", "measured"), at, AssetFacts.of("tax", "measured", null, facts)));
    observe(Observation.gone(id("Tenant", "measured"), day(3, 1)));

    assertThat(rows("2026-02", now()))
        .extracting(
            ShowbackRow::resource, ShowbackRow::used, ShowbackRow::idle, ShowbackRow::unknown)
        .containsExactly(
            tuple("pods", decimal("0.00"), decimal("0.00"), decimal("10.00")),
            tuple("requests.cpu", decimal("30.00"), decimal("90.00"), decimal("0.00")));
  }
}
