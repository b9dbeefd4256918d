package dev.yunzhi.audit.stocktake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.asset.AsOf;
import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.audit.asset.AssetGroups;
import dev.yunzhi.audit.asset.AssetHistory;
import dev.yunzhi.audit.asset.AssetId;
import dev.yunzhi.audit.asset.Observation;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.report.ReportFormat;
import dev.yunzhi.audit.report.StockTakeReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Small estates, each written out, and what a stock-take says of them. */
class StockTakeTest {
  private static final Instant SPRING = Instant.parse("2026-04-01T00:00:00Z");
  private static final Instant SUMMER = Instant.parse("2026-07-01T00:00:00Z");
  private static final Instant AUTUMN = Instant.parse("2026-10-01T00:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String GRANTED =
      "{\"title\": \"社保\", \"request\": \"dept-huzhou/pay\", \"namespaces\": [\"pay-app\","
          + " \"pay-db\"], \"quota\": {\"requests.cpu\": \"8\", \"pods\": \"10\"},"
          + " \"approvedQuota\": {\"requests.cpu\": \"8\", \"pods\": \"10\"}}";
  private static final String ON_CLOUD =
      "{\"request\": \"dept-huzhou/pay\", \"cloud\": \"east\", \"namespaces\": [\"pay-app\"],"
          + " \"quota\": {}}";

  private final DataSource database = TestDatabase.empty();
  private final Ledger ledger = new Ledger(database);
  private final AssetHistory history = new AssetHistory(database, ledger);
  private final StockTake stockTake = new StockTake(new AssetGroups(database));

  @Test
  void booksThatAreTrueHaveNothingToTell() {
    tenantWithBothNamespaces();
    seen("home", "ResourceQuota", "pay-app", "yunzhi", "{\"hard\": {\"cpu\": \"6000m\"}}");
    seen("home", "ResourceQuota", "pay-db", "yunzhi", "{\"hard\": {\"cpu\": \"2\"}}");
    seen("home", "ResourceQuota", "pay-db", "own", "{\"hard\": {\"cpu\": \"200\"}}");
    seen("home", "Deployment", "pay-app", "web", "{\"replicas\": 10}");
    card("InformationSystem", "SYS-1", "pay", "{\"title\": \"社保\", \"state\": \"InUse\"}");
    card("Server", "HZ-1", null, "{\"state\": \"InUse\", \"originalValue\": 86400}");
    seen("home", "Node", "", "worker-1", "{\"assetCode\": \"HZ-1\", \"originalValue\": 86400.0}");
    card("Server", "HZ-2", null, "{\"state\": \"InUse\", \"place\": \"市局机房\"}");

    assertThat(taken(SPRING)).isEmpty();
  }

  @Test
  void anApprovedNamespaceThatIsGoneIsNotLiveAndOneThatNobodyApprovedIsNotOnTheBooks() {
    tenantWithBothNamespaces();
    seen("home", "Namespace", "", "pay-test", "{\"state\": \"Active\"}");
    gone(SUMMER, "home", "Namespace", "", "pay-db");

    assertThat(taken(SPRING))
        .containsExactly(
            "NAMESPACE_NOT_APPROVED Namespace pay-test of huzhou: pay-app, pay-db | home/pay-test");
    assertThat(taken(AUTUMN))
        .containsExactly(
            "NAMESPACE_NOT_APPROVED Namespace pay-test of huzhou: pay-app, pay-db | home/pay-test",
            "NAMESPACE_NOT_LIVE Namespace pay-db of huzhou: home/pay-db | null");
  }

  @Test
  void aTenantOfWhichNothingIsLiveIsOneRowWithItsCards() {
    seen("home", "Tenant", "", "pay", GRANTED);
    card("InformationSystem", "SYS-1", "pay", "{\"state\": \"InUse\"}");
    card("CloudService", "SVC-1", "pay", "{\"state\": \"Idle\"}");
    card("DataResource", "DATA-1", "pay", "{\"state\": \"InUse\"}");

    assertThat(taken(SPRING))
        .containsExactly(
            "TENANT_NOT_LIVE Tenant pay of huzhou: pay-app, pay-db | null",
            "SYSTEM_NOT_LIVE InformationSystem SYS-1 of huzhou: InUse | null");
  }

  @Test
  void aNamespaceOutlivesItsTenantAsItsDepartments() {
    tenantWithBothNamespaces();
    gone(SUMMER, "home", "Tenant", "", "pay");
    // Nobody can tell from the namespace alone any more.
    observe(SUMMER, "home", "Namespace", "", "pay-app", null, "pay", "{}");
    gone(SUMMER, "home", "Namespace", "", "pay-db");

    assertThat(taken(SPRING)).isEmpty();
    assertThat(taken(AUTUMN))
        .containsExactly(
            "NAMESPACE_WITHOUT_TENANT Namespace pay-app of huzhou: null | home/pay-app");
  }

  @Test
  void aTenantWhoseEndWasCarriedOutIsOffTheBooks() {
    observe(
        SPRING,
        "home",
        "Tenant",
        "",
        "pay",
        "huzhou",
        "pay",
        GRANTED.replace("{\"title\"", "{\"ending\": \"Reclaimed\", \"title\""));
    assertThat(taken(SPRING)).isEmpty();

    seen("home", "Namespace", "", "pay-app", "{}");
    assertThat(taken(SPRING))
        .containsExactly(
            "NAMESPACE_AFTER_END Namespace pay-app of huzhou: Reclaimed | home/pay-app");
  }

  @Test
  void whatIsInForceAndWhatIsDeclaredIsMeasuredByWhatWasApproved() {
    seen("home", "Namespace", "", "pay-app", "{}");
    seen(
        "home",
        "Tenant",
        "",
        "pay",
        "{\"request\": \"dept-huzhou/pay\", \"quota\": {\"cpu\": \"9\", \"memory\": \"8Gi\","
            + " \"requests.nvidia.com/gpu\": \"2\"}, \"approvedQuota\": {\"requests.cpu\": \"8\","
            + " \"memory\": \"8192Mi\", \"requests.nvidia.com/gpu\": \"2\"}}");
    seen("home", "ResourceQuota", "pay-app", "yunzhi", "{\"hard\": {\"memory\": \"12Gi\"}}");
    seen(
        "home",
        "StatefulSet",
        "pay-app",
        "train",
        "{\"replicas\": 3, \"extendedResources\": {\"nvidia.com/gpu\": \"1\"}}");

    assertThat(taken(SPRING))
        .containsExactly(
            "QUOTA_NOT_AS_APPROVED Tenant pay of huzhou: requests.cpu=8 | requests.cpu=9",
            "QUOTA_OVER_GRANT Tenant pay of huzhou: requests.memory=8Gi | requests.memory=12Gi",
            "DECLARED_OVER_APPROVED Tenant pay of huzhou: requests.nvidia.com/gpu=2 |"
                + " requests.nvidia.com/gpu=3");
  }

  @Test
  void anAcceleratorThatNobodyApprovedAndATenantWithoutARequestAreTold() {
    seen("home", "Namespace", "", "pay-app", "{}");
    seen("home", "Tenant", "", "pay", "{\"quota\": {\"requests.cpu\": \"1\"}}");
    seen(
        "home",
        "Deployment",
        "pay-app",
        "infer",
        "{\"replicas\": 2, \"extendedResources\": {\"huawei.com/Ascend910\": \"8\"}}");

    assertThat(taken(SPRING))
        .containsExactly(
            "TENANT_WITHOUT_REQUEST Tenant pay of huzhou: null | requests.cpu=1",
            "DECLARED_OVER_APPROVED Tenant pay of huzhou: requests.huawei.com/Ascend910=- |"
                + " requests.huawei.com/Ascend910=16");
  }

  @Test
  void anApprovedRequestWithoutItsTenantIsNotLive() {
    observe(
        SPRING,
        "home",
        "TenantRequest",
        "dept-huzhou",
        "please",
        "huzhou",
        null,
        "{\"tenantName\": \"pay\", \"state\": \"Granted\"}");
    observe(
        SPRING,
        "home",
        "TenantRequest",
        "dept-huzhou",
        "later",
        "huzhou",
        null,
        "{\"tenantName\": \"later\", \"state\": \"AwaitingApproval\"}");

    assertThat(taken(SPRING))
        .containsExactly("REQUEST_NOT_CARRIED_OUT TenantRequest please of huzhou: Granted | null");
  }

  @Test
  void whatIsOnACloudThatIsNotSeenCannotBeVerifiedAndIsNotMissing() {
    seen("home", "Cloud", "", "east", "{\"state\": \"Ready\"}");
    seen("east", "Cluster", "", "east", "{\"state\": \"Seen\"}");
    seen("home", "Tenant", "", "pay", ON_CLOUD);
    seen("east", "Namespace", "", "pay-app", "{}");
    card("InformationSystem", "SYS-1", "pay", "{\"state\": \"InUse\"}");
    card("Server", "HZ-1", null, "{\"state\": \"InUse\"}");
    seen("east", "Node", "", "worker-1", "{\"assetCode\": \"HZ-1\"}");
    observe(SUMMER, "east", "Cluster", "", "east", "huzhou", null, "{\"state\": \"Unreachable\"}");

    assertThat(taken(SPRING)).isEmpty();
    assertThat(taken(AUTUMN))
        .containsExactly(
            "CLOUD_NOT_SEEN Cloud east of huzhou: Ready | Unreachable",
            "ON_CLOUD_NOT_SEEN Tenant pay of huzhou: east | Unreachable, namespaces=1",
            "ON_CLOUD_NOT_SEEN InformationSystem SYS-1 of huzhou: InUse | namespaces=1",
            "ON_CLOUD_NOT_SEEN Server HZ-1 of huzhou: InUse | east/worker-1");
  }

  @Test
  void aCloudWithoutAnInventoryCannotBeVerifiedAndOneThatNobodyRegisteredIsToldToo() {
    seen("home", "Cloud", "", "home", "{\"state\": \"Ready\"}");
    seen("home", "Cloud", "", "east", "{\"state\": \"Ready\"}");
    seen("west", "Cluster", "", "west", "{\"state\": \"Seen\"}");
    seen("home", "Tenant", "", "pay", ON_CLOUD);

    assertThat(taken(SPRING))
        .containsExactly(
            "CLOUD_NEVER_SEEN Cloud east of huzhou: Ready | null",
            "CLUSTER_WITHOUT_CLOUD Cluster west of huzhou: null | Seen",
            "ON_CLOUD_NOT_SEEN Tenant pay of huzhou: east | NeverSeen, namespaces=0");
  }

  @Test
  void aServerThatIsDisposedOfOrIdleAndStillANodeIsTold() {
    card("Server", "HZ-1", null, "{\"state\": \"InUse\"}");
    card("Server", "HZ-2", null, "{\"state\": \"AwaitingDisposal\"}");
    seen("home", "Node", "", "worker-1", "{\"assetCode\": \"HZ-1\"}");
    seen("home", "Node", "", "HZ-2", "{}");
    gone(SUMMER, "register", "Server", "", "HZ-1");

    assertThat(taken(SPRING))
        .containsExactly("CARD_NOT_IN_USE Server HZ-2 of huzhou: AwaitingDisposal | home/HZ-2");
    assertThat(taken(AUTUMN))
        .containsExactly(
            "CARD_STRUCK_OFF Server HZ-1 of huzhou: null | home/worker-1",
            "CARD_NOT_IN_USE Server HZ-2 of huzhou: AwaitingDisposal | home/HZ-2");
  }

  @Test
  void aServerWhoseNodeIsGoneIsNotLiveUntilAnotherBearsItsCode() {
    card("Server", "HZ-1", null, "{\"state\": \"InUse\"}");
    seen("home", "Node", "", "worker-1", "{\"assetCode\": \"HZ-1\"}");
    gone(SUMMER, "home", "Node", "", "worker-1");
    observe(AUTUMN, "home", "Node", "", "worker-9", null, null, "{\"assetCode\": \"HZ-1\"}");

    assertThat(taken(SPRING)).isEmpty();
    assertThat(taken(SUMMER)).containsExactly("NODE_NOT_LIVE Server HZ-1 of huzhou: InUse | null");
    assertThat(taken(AUTUMN)).isEmpty();
  }

  @Test
  void aNodeNeedsACardOfItsOwnOrInTheRegisterAndBothHaveToAgree() {
    String whole =
        "\"category\": \"A02010104\", \"acquired\": \"2026-01-31\", \"originalValue\": 100,"
            + " \"custodian\": \"li\"";
    seen("home", "Node", "", "bare", "{\"specification\": \"cpu=64\"}");
    seen("home", "Node", "", "own", "{\"assetCode\": \"HZ-3\", " + whole + "}");
    String joined = whole.replace("2026-01-31", "2026-02-01T08:00:00Z");
    seen("home", "Node", "", "undated", "{\"assetCode\": \"HZ-5\", " + joined + "}");
    card("Server", "HZ-6", null, "{\"acquired\": \"2026-01-31\"}");
    seen("home", "Node", "", "worker-6", "{\"assetCode\": \"HZ-6\", " + joined + "}");
    card("Server", "HZ-4", null, "{\"custodian\": \"wang\", \"originalValue\": 100.00}");
    seen("home", "Node", "", "worker-4", "{\"assetCode\": \"HZ-4\", " + whole + "}");
    seen("home", "Node", "", "worker-5", "{\"assetCode\": \"HZ-4\"}");

    assertThat(taken(SPRING))
        .containsExactly(
            "CARD_NOT_AS_FOUND Server HZ-4 of huzhou: custodian=wang | custodian=li",
            "CODE_ON_SEVERAL_NODES Server HZ-4 of huzhou: InUse | home/worker-5",
            "NODE_NOT_ON_BOOKS Node undated of huzhou: HZ-5 | home/undated",
            "NODE_NOT_ON_BOOKS Node bare of huzhou: null | home/bare: cpu=64");
  }

  @Test
  void aSystemIsOnTheBooksByAProjectAMachineRoomOrACard() {
    runs("a", "甲");
    runs("b", "乙");
    runs("c", "丙");
    runs("d", "丁");
    seen("home", "Project", "", "p", "{\"systems\": [{\"name\": \"甲\"}], \"acceptance\": \"x\"}");
    seen("home", "Facility", "", "f", "{\"systems\": 1, \"systemsHere\": [\"乙\", \"戊\"]}");
    card("InformationSystem", "SYS-3", null, "{\"title\": \"丙\"}");
    seen("home", "Project", "", "q", "{\"systems\": [{\"name\": \"戊\"}], \"acceptance\": \"x\"}");
    seen("home", "Project", "", "r", "{\"systems\": [{\"name\": \"己\"}], \"acceptance\": \"x\"}");
    seen("home", "Project", "", "s", "{\"systems\": [{\"name\": \"庚\"}]}");

    assertThat(taken(SPRING))
        .containsExactlyInAnyOrder(
            "SYSTEM_NOT_ON_BOOKS Tenant d of huzhou: null | 丁",
            "SYSTEM_NOT_DEPLOYED Project r of huzhou: 己 | null");
  }

  @Test
  void aSystemStoppedOrStruckOffIsFoundByItsTitle() {
    runs("a", "甲");
    runs("b", "乙");
    runs("c", "丙");
    card("InformationSystem", "SYS-1", null, "{\"title\": \"甲\"}");
    card("InformationSystem", "SYS-2", null, "{\"title\": \"乙\"}");
    card("InformationSystem", "SYS-3", null, "{\"title\": \"丙\", \"state\": \"Idle\"}");
    card("InformationSystem", "SYS-9", null, "{\"title\": \"从未上云\"}");
    gone(SUMMER, "home", "Tenant", "", "a");
    gone(SUMMER, "home", "Namespace", "", "a-app");
    gone(SUMMER, "register", "InformationSystem", "", "SYS-2");

    assertThat(taken(AUTUMN))
        .containsExactlyInAnyOrder(
            "SYSTEM_NOT_LIVE InformationSystem SYS-1 of huzhou: InUse | null",
            "CARD_STRUCK_OFF InformationSystem SYS-2 of huzhou: null | tenants=1",
            "CARD_NOT_IN_USE InformationSystem SYS-3 of huzhou: Idle | tenants=1");
  }

  @Test
  void aSystemStruckOffIsFoundByItsTenantUnlessAnotherIsRegisteredThere() {
    tenantWithBothNamespaces();
    card("InformationSystem", "SYS-1", "pay", "{\"state\": \"InUse\"}");
    gone(SUMMER, "register", "InformationSystem", "", "SYS-1");
    assertThat(taken(SUMMER))
        .containsExactly("CARD_STRUCK_OFF InformationSystem SYS-1 of huzhou: null | namespaces=2");

    observe(AUTUMN, "register", "InformationSystem", "", "SYS-2", "huzhou", "pay", "{}");
    assertThat(taken(AUTUMN)).isEmpty();
  }

  @Test
  void aDocumentThatPostgresqlCannotReadIsNoEndOfTheReport() {
    observe(SPRING, "home", "Node", "", "odd", null, null, "{\"assetCode\": \"\\u0000\"}");

    assertThat(taken(SPRING)).hasSize(1);
  }

  @Test
  void theSameQuestionIsTheSameBytesAfterwardsAndAFilterChangesNoRow() throws IOException {
    seen("home", "Tenant", "", "pay", GRANTED);
    observe(SPRING, "home", "Tenant", "", "roads", "anji", "roads", GRANTED);
    AsOf asOf = new AsOf(SUMMER, ledger.head().recordedAt());
    List<byte[]> before = new ArrayList<>();
    for (ReportFormat format : ReportFormat.values()) {
      before.add(bytes(format, asOf, AssetFilter.ALL));
    }
    // Learned late: both were gone, and a namespace stood.
    gone(SPRING.plusSeconds(1), "home", "Tenant", "", "pay");
    seen("home", "Namespace", "", "roads-app", "{}");
    for (ReportFormat format : ReportFormat.values()) {
      assertThat(bytes(format, asOf, AssetFilter.ALL)).isEqualTo(before.remove(0));
    }

    String all = text(asOf, AssetFilter.ALL);
    String anji = text(asOf, new AssetFilter(Set.of("anji"), null, null));
    assertThat(all.lines()).hasSize(2);
    assertThat(anji.lines()).hasSize(1);
    assertThat(all).endsWith(anji);
    assertThat(text(asOf, new AssetFilter(null, "roads", null))).isEqualTo(anji);
    JsonNode row = JSON.readTree(anji);
    assertThat(row.path("difference").asText()).isEqualTo("NotLive");
    assertThat(row.path("differenceZh").asText()).isEqualTo("账有实无");
    assertThat(row.path("finding").asText()).isEqualTo("TenantNotLive");
    assertThat(row.path("reasonZh").asText()).isEqualTo("租户没有任何命名空间");
    assertThat(row.path("booksLeaf").isNumber()).isTrue();
    assertThat(row.path("foundLeaf").isNull()).isTrue();
  }

  private void tenantWithBothNamespaces() {
    seen("home", "Tenant", "", "pay", GRANTED);
    seen("home", "Namespace", "", "pay-app", "{}");
    seen("home", "Namespace", "", "pay-db", "{}");
  }

  /** A tenant in production, with a namespace, that runs a system. */
  private void runs(String tenant, String system) {
    observe(
        SPRING,
        "home",
        "Tenant",
        "",
        tenant,
        "huzhou",
        tenant,
        "{\"request\": \"dept-huzhou/%s\", \"environment\": \"Production\", \"system\": \"%s\"}"
            .formatted(tenant, system));
    observe(SPRING, "home", "Namespace", "", tenant + "-app", "huzhou", tenant, "{}");
  }

  private void card(String kind, String code, String tenant, String document) {
    observe(SPRING, "register", kind, "", code, "huzhou", tenant, document);
  }

  /** Of the tenant pay, where it is of one. */
  private void seen(String cluster, String kind, String namespace, String name, String document) {
    boolean ofTenant = !namespace.isEmpty() || List.of("Tenant", "Namespace").contains(kind);
    observe(SPRING, cluster, kind, namespace, name, "huzhou", ofTenant ? "pay" : null, document);
  }

  private void observe(
      Instant at,
      String cluster,
      String kind,
      String namespace,
      String name,
      String department,
      String tenant,
      String document) {
    try {
      JsonNode facts = JSON.readTree(document);
      history.observe(
          List.of(
              Observation.seen(
                  id(cluster, kind, namespace, name),
                  at,
                  AssetFacts.of(department, tenant, null, facts))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void gone(Instant at, String cluster, String kind, String namespace, String name) {
    history.observe(List.of(Observation.gone(id(cluster, kind, namespace, name), at)));
  }

  private static AssetId id(String cluster, String kind, String namespace, String name) {
    return new AssetId(cluster, kind, namespace, name, "uid-" + kind + "-" + name);
  }

  private List<String> taken(Instant at) {
    List<String> found = new ArrayList<>();
    try {
      stockTake.stream(
          new AsOf(at, ledger.head().recordedAt()),
          one ->
              found.add(
                  "%s %s %s of %s: %s | %s"
                      .formatted(
                          one.finding(),
                          one.asset().kind(),
                          one.asset().name(),
                          one.owner().department(),
                          one.onBooks(),
                          one.found())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private byte[] bytes(ReportFormat format, AsOf asOf, AssetFilter filter) throws IOException {
    var out = new ByteArrayOutputStream();
    StockTakeReport.of(stockTake, asOf, filter).write(format, out);
    return out.toByteArray();
  }

  private String text(AsOf asOf, AssetFilter filter) throws IOException {
    return new String(bytes(ReportFormat.NDJSON, asOf, filter), StandardCharsets.UTF_8);
  }
}
