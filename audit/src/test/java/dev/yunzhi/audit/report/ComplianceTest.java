package dev.yunzhi.audit.report;

import static dev.yunzhi.audit.ledger.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.asset.AsOf;
import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.audit.asset.AssetHistory;
import dev.yunzhi.audit.asset.AssetId;
import dev.yunzhi.audit.asset.AssetReader;
import dev.yunzhi.audit.asset.Observation;
import dev.yunzhi.audit.ledger.Events;
import dev.yunzhi.audit.ledger.Ledger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What the reports say of an asset out of what policies found in it. */
class ComplianceTest {
  private static final Instant LATER = NOON.plusSeconds(60);

  private final DataSource database = TestDatabase.empty();
  private final Ledger ledger = new Ledger(database);
  private final AssetHistory history = new AssetHistory(database, ledger);
  private final AssetReader assets = new AssetReader(database);

  private void asset(String kind, String namespace, String name, String uid, String department) {
    AssetFacts facts = AssetFacts.of(department, "t", null, Events.object());
    history.observe(
        List.of(Observation.seen(new AssetId("home", kind, namespace, name, uid), NOON, facts)));
  }

  /** A finding that names no uid may be of whichever asset has the name. */
  private AssetId finding(
      String policy,
      String state,
      String kind,
      String namespace,
      String name,
      String uid,
      String department) {
    AssetId id =
        new AssetId(
            "home",
            AssetFilter.FINDING,
            namespace,
            policy,
            String.join("/", policy, state, kind, name, String.valueOf(uid)));
    ObjectNode document =
        Events.object()
            .put("policy", policy)
            .put("state", state)
            .put("objectKind", kind)
            .put("objectName", name)
            .put("message", "a\u0000b");
    if (uid != null) {
      document.put("objectUid", uid);
    }
    history.observe(
        List.of(Observation.seen(id, NOON, AssetFacts.of(department, "t", null, document))));
    return id;
  }

  /** By the uid of each asset. */
  private Map<String, String> told(Instant at, AssetFilter filter) throws IOException {
    AsOf asOf = new AsOf(at, ledger.head().recordedAt());
    return told(new AssetReport(assets).of(asOf, filter));
  }

  private static Map<String, String> told(Report report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report.write(ReportFormat.NDJSON, out);
    Map<String, String> told = new TreeMap<>();
    for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
      JsonNode row = new ObjectMapper().readTree(line);
      told.put(
          row.path("uid").asText(row.path("leaf").asText()), row.get("compliance").asText("-"));
    }
    return told;
  }

  private void estate() {
    asset("Deployment", "a", "web", "u1", "tax");
    asset("Deployment", "a", "web", "u2", "tax");
    asset("Deployment", "b", "web", "u3", "health");
    asset("Tenant", "", "t", "u4", "tax");
    // Beyond what has no pair in UTF-16, and before it by its first half.
    asset("Tenant", "", "\uffee", "u5", "tax");
    asset("Tenant", "", "\ud83d\ude00", "u6", "tax");
    finding("SEC-019", "fail", "Deployment", "a", "web", "u1", "tax");
    finding("SEC-016", "fail", "Deployment", "a", "web", "u1", "tax");
    finding("SEC-023", "warn", "Deployment", "a", "web", "u2", "tax");
    finding("SEC-018", "skip", "Deployment", "a", "web", null, "tax");
    finding("SEC-016", "fail", "Deployment", "b", "web", "u3", "tax");
    finding("SEC-016", "fail", "Deployment", "a", "gone", "u9", "tax");
    finding("GOV-006", "warn", "Tenant", "", "\uffee", "u5", "tax");
    finding("GOV-007", "warn", "Tenant", "", "\ud83d\ude00", "u6", "tax");
  }

  @Test
  void tellsOfEachAssetWhatWasFoundInItTheWorstFirst() throws IOException {
    estate();

    Map<String, String> told = told(NOON, AssetFilter.ALL);

    assertThat(told)
        .containsOnly(
            Map.entry("u1", "fail SEC-016, SEC-019; skip SEC-018"),
            Map.entry("u2", "warn SEC-023; skip SEC-018"),
            // Another department's finding does not count.
            Map.entry("u3", "-"),
            Map.entry("u4", "-"),
            Map.entry("u5", "warn GOV-006"),
            Map.entry("u6", "warn GOV-007"));
  }

  @Test
  void aFilterChangesNoneOfIt() throws IOException {
    estate();
    Map<String, String> all = told(NOON, AssetFilter.ALL);
    for (AssetFilter filter :
        List.of(
            new AssetFilter(Set.of("tax"), null, null),
            new AssetFilter(Set.of("health"), null, null),
            new AssetFilter(null, "t", null),
            new AssetFilter(null, null, "Tenant"))) {
      assertThat(told(NOON, filter)).isNotEmpty();
      assertThat(all).containsAllEntriesOf(told(NOON, filter));
    }
  }

  @Test
  void tellsItAsOfTheInstant() throws IOException {
    asset("Deployment", "a", "web", "u1", "tax");
    AssetId id = finding("SEC-016", "fail", "Deployment", "a", "web", "u1", "tax");
    history.observe(List.of(Observation.gone(id, LATER)));

    assertThat(told(NOON, AssetFilter.ALL)).containsExactly(Map.entry("u1", "fail SEC-016"));
    assertThat(told(LATER, AssetFilter.ALL)).containsExactly(Map.entry("u1", "-"));
  }

  @Test
  void theReportOfTenantsTellsItToo() throws IOException {
    estate();
    AsOf asOf = new AsOf(NOON, ledger.head().recordedAt());

    assertThat(told(TenantReport.REPORT.of(assets, asOf, AssetFilter.ALL)).values())
        .containsExactlyInAnyOrder("-", "warn GOV-006", "warn GOV-007");
  }
}
