package dev.yunzhi.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.estate.BundleSigning;
import dev.yunzhi.e2e.operator.Objects;
import dev.yunzhi.e2e.operator.OperatorEstate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an operator tells that has something to tell: a budget, a tenant, requests that were granted
 * and that wait, a denial, and decisions that its control-plane does not take, since none listens.
 */
class MetricsTest {

  private static final String CITY = "department=\"metered-city\"";
  private static final String TENANT = CITY + ",tenant=\"metered-tenant\"";

  private static OperatorEstate estate;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    estate =
        OperatorEstate.start(
            directory,
            "--yunzhi.control-plane.url=https://127.0.0.1:1",
            "--yunzhi.idle.prometheus.url=http://127.0.0.1:1",
            "--yunzhi.idle.prometheus.cpu=of_nobody",
            "--yunzhi.idle.prometheus.memory=of_nobody",
            "--yunzhi.bundle.verification-key-file=" + BundleSigning.of(directory).publicKey());
    estate.apply(
        Objects.department("metered-city", "City", "910100", "root").stripTrailing()
            + "\n  budget: {cpu: '20', namespaces: '10'}\n");
    estate.awaitReady(Department.class, "metered-city", d -> d.getStatus().conditions());
    estate.apply(
        Objects.tenant("metered-tenant", "Retain", "[{name: web}]", "{cpu: '4', pods: '40'}")
            .replace("department: root", "department: metered-city"));
    estate.awaitReady(Tenant.class, "metered-tenant", t -> t.getStatus().conditions());
    estate.apply(
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Facility
        metadata: {name: metered-room}
        spec:
          displayName: 测试机房
          type: MachineRoom
          department: metered-city
          closesOn: "2025-12-31"
          systems: [{name: a, wave: w}, {name: b, retiredOn: "2025-01-01"}]
          waves: [{name: w, dueOn: "2025-06-30"}]
        """);
    estate.apply(
        Objects.project("metered-late", "metered-city").stripTrailing()
            + "\n  completedOn: '2025-01-31'\n");
    estate.apply(Objects.project("metered-project", "root"));
    estate.apply(Objects.request("metered-granted", "metered-project", 2, "2"));
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(
            () ->
                estate
                    .createAs(
                        "platform",
                        Objects.approval(
                            "metered-approval", "metered-granted", "Platform", "Approved", ""))
                    .succeeded());
    estate.awaitReady(Tenant.class, "metered-granted", t -> t.getStatus().conditions());
    estate.apply(Objects.request("metered-waiting", "metered-project", 2, "2"));
    assertThat(privilegedPod("metered-tenant-web").stderr()).contains("SEC-016");
  }

  @AfterAll
  static void stop() {
    estate.close();
  }

  @Test
  void aDepartmentAndItsBudget() {
    settled("yunzhi_budget_allocated{" + CITY + ",resource=\"requests.cpu\"", 4);

    Exposition now = scrape();
    assertThat(now.value("yunzhi_budget_amount{" + CITY + ",resource=\"requests.cpu\""))
        .isEqualTo(20);
    assertThat(now.value("yunzhi_budget_granted{" + CITY + ",resource=\"namespaces\""))
        .isEqualTo(10);
    assertThat(now.value("yunzhi_budget_in_force{" + CITY)).isOne();
    assertThat(now.value("yunzhi_department_ready{" + CITY)).isOne();
    assertThat(now.value("yunzhi_department_halted{" + CITY)).isZero();
    assertThat(now.value("yunzhi_department_tenants{" + CITY)).isOne();
    assertThat(now.text())
        .contains("yunzhi_department_info{" + CITY + ",title=\"测试部门\",level=\"City\"");
  }

  @Test
  void facilitiesByPhaseAndTheirSystems() {
    settled("yunzhi_facilities{" + CITY + ",phase=\"Overdue\"", 1);

    Exposition now = scrape();
    String systems = "yunzhi_facility_systems{" + CITY + ",state=";
    assertThat(now.value(systems + "\"Left\"")).isOne();
    assertThat(now.value(systems + "\"Retired\"")).isOne();
    assertThat(now.value(systems + "\"Moved\"")).isZero();
    assertThat(now.value("yunzhi_facility_waves_overdue{" + CITY)).isOne();
  }

  @Test
  void termsOfProjectsThatAreOver() {
    settled("yunzhi_project_terms{" + CITY + ",term=\"Acceptance\",state=\"Overdue\"", 1);
  }

  @Test
  void aTenantAndItsQuota() {
    settled("yunzhi_tenant_quota_used{" + TENANT + ",resource=\"pods\"", 0);

    Exposition now = scrape();
    assertThat(now.value("yunzhi_tenant_quota{" + TENANT + ",resource=\"requests.cpu\""))
        .isEqualTo(4);
    assertThat(now.value("yunzhi_tenant_ready{" + TENANT)).isOne();
    assertThat(now.value("yunzhi_tenant_phase{" + TENANT + ",phase=\"Active\"")).isOne();
    assertThat(now.value("yunzhi_tenant_suspended{" + TENANT)).isZero();
    assertThat(now.value("yunzhi_tenant_namespaces{" + TENANT)).isOne();
    assertThat(now.value("yunzhi_tenant_namespaces_ready{" + TENANT)).isOne();
    assertThat(now.value("yunzhi_tenant_expires_timestamp_seconds{" + TENANT))
        .isEqualTo((double) Instant.parse("2027-10-31T15:59:59Z").getEpochSecond());
    assertThat(
            now.value(
                "yunzhi_tenant_approved_quota{department=\"root\",tenant=\"metered-granted\",resource=\"requests.cpu\""))
        .isEqualTo(2);
  }

  @Test
  void requestsByTheStageThatTheyWaitFor() {
    settled("yunzhi_requests_waiting{department=\"root\",stage=\"Platform\"", 1);

    Exposition now = scrape();
    assertThat(now.value("yunzhi_requests{department=\"root\",phase=\"Granted\"")).isOne();
    Instant since =
        Instant.ofEpochSecond(
            (long)
                now.value(
                    "yunzhi_requests_waiting_since_timestamp_seconds{department=\"root\",stage=\"Platform\""));
    assertThat(since)
        .isBetween(
            Instant.parse(
                estate.get(Department.class, "metered-city").getMetadata().getCreationTimestamp()),
            Instant.now());
  }

  @Test
  void denialsThatCountAndThoseOfADryRunThatDoNot() {
    String denials = "yunzhi_admission_denials_total{" + CITY + ",policy=\"SEC-016\"";
    double before = scrape().value(denials);

    privilegedPod("metered-tenant-web", "--dry-run=server");
    assertThat(scrape().value(denials)).isEqualTo(before);

    privilegedPod("metered-tenant-web");
    assertThat(scrape().value(denials)).isEqualTo(before + 1);
  }

  @Test
  void whoLeadsWhatWaitsAndWhatRunsOut() {
    settled("yunzhi_leader", 1);

    Exposition now = scrape();
    assertThat(now.value("yunzhi_spool_size_bytes")).isPositive();
    assertThat(now.value("yunzhi_spool_limit_bytes")).isEqualTo(256 << 20);
    assertThat(now.value("yunzhi_webhook_certificate_expires_timestamp_seconds"))
        .isGreaterThan((double) Instant.now().getEpochSecond());
    assertThat(
            now.value("yunzhi_admission_reviews_total{outcome=\"failed\",webhook=\"delegation\""))
        .isZero();
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> scrape().value("yunzhi_decisions_upload_failures_total") > 0);
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> scrape().value("yunzhi_use_measured_timestamp_seconds") > 0);
  }

  @Test
  void whatIsSuspendedSaysSoAndWhatIsGoneSaysNothing() {
    estate.apply(
        Objects.tenant("metered-going", "Retain", "[{name: web}]", "{cpu: '1', pods: '4'}")
            + "  suspend: {reason: check}\n");
    settled("yunzhi_tenant_suspended{department=\"root\",tenant=\"metered-going\"", 1);

    estate.cluster().kubectl("delete", "tenant", "metered-going", "--timeout=60s").orThrow();

    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> !scrape().text().contains("tenant=\"metered-going\""));
  }

  /** A rule or panel on a name that nobody exposes would be silent for ever. */
  @Test
  void rulesAndDashboardAskForNothingThatIsNotThere() {
    Set<String> asked =
        Stream.of(
                AlertRule.all().stream().map(AlertRule::expression),
                Dashboard.expressions().stream(),
                Dashboard.variables().stream())
            .flatMap(expressions -> expressions)
            .flatMap(expression -> found("\\b(?:yunzhi|jvm|process|system)_[a-z_]+\\b", expression))
            .collect(TreeSet::new, Set::add, Set::addAll);

    assertThat(asked).hasSizeGreaterThan(30);
    // Those are held to a control-plane of its own, by ControlPlaneMetricsTest.
    asked.removeAll(MetricsPage.CONTROL_PLANE.metrics().keySet());
    settled("yunzhi_requests_waiting{department=\"root\",stage=\"Platform\"", 1);
    assertThat(scrape().samples()).containsAll(asked);
  }

  @Test
  void rulesAndDashboardGroupByNothingThatIsNotThere() {
    Set<String> labels = new TreeSet<>(Set.of("instance", "job", "le"));
    scrape().metrics("").values().forEach(labels::addAll);
    // Those are held to a control-plane of its own, by ControlPlaneMetricsTest.
    MetricsPage.CONTROL_PLANE.metrics().values().forEach(labels::addAll);

    Stream.concat(
            AlertRule.all().stream().map(AlertRule::expression), Dashboard.expressions().stream())
        .flatMap(expression -> found("\\b(?:by|on) \\(([a-z_, ]*)\\)", expression))
        .flatMap(group -> Stream.of(group.replaceAll("^\\w+ \\(|\\)$", "").split(", ", -1)))
        .forEach(label -> assertThat(labels).contains(label));
  }

  @Test
  void thePageNamesEachMetricWithItsLabels() {
    settled("yunzhi_requests_waiting{department=\"root\",stage=\"Platform\"", 1);

    assertThat(MetricsPage.OPERATOR.metrics()).isEqualTo(scrape().metrics("yunzhi_"));
  }

  private static Stream<String> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(MatchResult::group);
  }

  private static Exposition scrape() {
    try {
      return new Exposition(estate.metrics());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void settled(String sample, double value) {
    await(sample)
        .atMost(OperatorEstate.LIMIT)
        .untilAsserted(() -> assertThat(scrape().value(sample)).isEqualTo(value));
  }

  private static CommandResult privilegedPod(String namespace, String... more) {
    List<String> line =
        Stream.concat(Stream.of("create", "--namespace=" + namespace, "-f", "-"), Stream.of(more))
            .toList();
    return estate
        .cluster()
        .kubectl(
            estate.cluster().kubeconfig(),
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: m-toolbox}
            spec:
              containers: [{name: c, image: a, securityContext: {privileged: true}}]
            """,
            line.toArray(String[]::new));
  }
}
