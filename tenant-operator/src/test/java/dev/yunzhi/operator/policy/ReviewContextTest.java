package dev.yunzhi.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Agreement;
import dev.yunzhi.api.v1alpha1.Cloud;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Facility;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.SharedComponent;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.cluster.Reader;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ReviewContextTest {

  private final Map<String, HasMetadata> objects = new HashMap<>();
  private long generation;
  private final ReviewContext contexts =
      new ReviewContext(
          new Objects(objects),
          new ReviewContext.Home("home", 3, "cn"),
          Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC));

  @Test
  void policiesSeeWhatHoldsForTheDepartmentAndNothingOfWhatNobodyBounds() {
    add("province", "Province", null, "{registries: [r.cn], exposure: Internal}");
    add("city", "City", "province", "{registries: [r.cn/city, x.cn], storageClasses: []}");

    assertThat(bounds("city"))
        .hasToString(
            "{\"registries\":[\"r.cn/city\"],\"storageClasses\":[],\"exposure\":\"Internal\"}");
    assertThat(bounds("province"))
        .hasToString("{\"registries\":[\"r.cn\"],\"exposure\":\"Internal\"}");
  }

  @Test
  void whereTheWayToTheRootIsBrokenWhatCanBeSeenStillHolds() {
    add("city", "City", "nowhere", "{exposure: None}");

    assertThat(bounds("city")).hasToString("{\"exposure\":\"None\"}");
  }

  @Test
  void aNamespaceIsReadAgainOnlyWhenSomethingChanged() {
    var version = new AtomicLong();
    var time = new AtomicReference<>(Instant.parse("2026-11-01T00:00:00Z"));
    InstantSource source = time::get;
    Clock clock = source.withZone(ZoneOffset.UTC);
    var remembering =
        new ReviewContext(
            new Objects(objects), new ReviewContext.Home("home", 3, "cn"), clock, version::get);
    addNamespace("tax-web", "city");
    add("city", "City", "nowhere", "{exposure: None}");
    ObjectNode first = remembering.ofNamespace("tax-web");
    first.put("storageClass", "of this review alone");

    add("city", "City", "nowhere", "{exposure: Internal}");
    time.set(Instant.parse("2026-11-01T00:00:01Z"));
    ObjectNode same = remembering.ofNamespace("tax-web");
    assertThat(same.at("/bounds/exposure").asText()).isEqualTo("None");
    assertThat(same.path("now").asText()).isEqualTo("2026-11-01T00:00:01Z");
    assertThat(same.has("storageClass")).isFalse();

    version.incrementAndGet();
    assertThat(remembering.ofNamespace("tax-web").at("/bounds/exposure").asText())
        .isEqualTo("Internal");
  }

  private void addNamespace(String name, String department) {
    put(
        Serialization.unmarshal(
            "metadata: {name: %s, labels: {yunzhi.dev/department: %s}}".formatted(name, department),
            Namespace.class));
  }

  @Test
  void anIdleTenantWasGivenNoticeByItselfOrByThePlatformTeamUnlessItObjects() {
    add("city", "City", null, "{}");
    put(
        Serialization.unmarshal(
            "metadata: {name: dept-city, labels: {yunzhi.dev/department-home: city}}",
            Namespace.class));
    assertThat(notice("{}", "{}").isMissingNode()).isTrue();
    assertThat(notice("{}", "{idle: {step: Noticed, since: '2026-11-01T00:00:00Z'}}").asText())
        .isEqualTo("2026-11-01T00:00:00Z");
    assertThat(
            notice("{}", "{idle: {step: Objected, since: '2026-11-01T00:00:00Z'}}").isMissingNode())
        .isTrue();
    assertThat(
            notice(
                    "{yunzhi.dev/idle-notice: '2026-10-01'}",
                    "{idle: {step: Objected, since: '2026-11-01T00:00:00Z'}}")
                .asText())
        .isEqualTo("2026-10-01");
  }

  private JsonNode notice(String annotations, String status) {
    put(
        Serialization.unmarshal(
            "metadata: {name: x, annotations: %s}\nspec: {department: city, quota: {}}\nstatus: %s\n"
                .formatted(annotations, status),
            Tenant.class));
    var request =
        Serialization.unmarshal(
            "metadata: {name: r}\nspec: {type: Change, tenantName: x}\n", TenantRequest.class);
    return contexts.ofRequest("dept-city", request).at("/request/idleNotice");
  }

  @Test
  void ofTheProjectsOfOneFunctionAndAreaTheOlderAreLike() {
    add("city", "City", null, "{}");
    project("first", "2026-01-01T00:00:00Z", "{department: city, function: tax, displayName: 税务}");
    project(
        "elsewhere", "2026-01-01T00:00:00Z", "{department: city, function: tax, area: '120000'}");
    project("other", "2026-01-01T00:00:00Z", "{department: city, function: health}");
    project("second", "2026-01-02T00:00:00Z", "{department: city, function: tax, area: '330000'}");
    project("nameless", "2026-01-03T00:00:00Z", "{department: city}");

    assertThat(likeProjects("second"))
        .hasToString(
            "[{\"name\":\"first\",\"department\":\"city\",\"sameFunction\":true,\"likeness\":0}]");
    assertThat(likeProjects("first")).isEmpty();
    assertThat(likeProjects("nameless")).isEmpty();
    assertThat(likeProjects("unregistered").isMissingNode()).isTrue();
  }

  @Test
  void ofTheProjectsOfOneAreaTheOlderThatAreNamedOrMeantAlikeAreLike() {
    add("city", "City", null, "{}");
    project("first", "2026-01-01T00:00:00Z", "{department: city, displayName: 不动产登记信息系统}");
    project(
        "elsewhere",
        "2026-01-01T00:00:00Z",
        "{department: city, displayName: 不动产登记信息系统, area: '120000'}");
    project("other", "2026-01-01T00:00:00Z", "{department: city, displayName: 河长制管理平台}");
    project(
        "meant",
        "2026-01-01T00:00:00Z",
        "{department: city, displayName: 一张图, purpose: 办理土地和房屋的权属登记}");
    project(
        "second",
        "2026-01-02T00:00:00Z",
        "{department: city, displayName: 智慧不动产登记平台, purpose: 办理土地、房屋的权属登记}");

    assertThat(likeProjects("second"))
        .hasToString(
            "[{\"name\":\"first\",\"department\":\"city\",\"sameFunction\":false,\"likeness\":98},"
                + "{\"name\":\"meant\",\"department\":\"city\",\"sameFunction\":false,\"likeness\":89}]");

    project("first", "2026-01-01T00:00:00Z", "{department: city, displayName: 河长制管理平台}");
    project("meant", "2026-01-01T00:00:00Z", "{department: city, displayName: 一张图}");
    assertThat(likeProjects("second")).as("what was changed since").isEmpty();
  }

  @Test
  void whatWasDecidedOfAProjectHoldsWhateverItRecords() {
    String recorded =
        "{department: city, acceptance: {date: '2026-10-01'}, estimate: 100, changes: [{total: 120}]}";
    project("paper", "2026-01-01T00:00:00Z", recorded);
    assertThat(project("paper").at("/acceptance/date").asText()).isEqualTo("2026-10-01");
    assertThat(project("paper").path("rejectedGates")).isEmpty();
    assertThat(project("paper").at("/costs/0/approved").asBoolean()).isFalse();

    project(
        "decided",
        "2026-01-01T00:00:00Z",
        recorded
            + "\nstatus: {gates: [{stage: Acceptance, decision: Rejected}, {stage: Plan, decision: Approved}],"
            + " approvedTotals: [120]}");
    assertThat(project("decided").has("acceptance")).isFalse();
    assertThat(project("decided").path("rejectedGates")).hasToString("[\"Acceptance\"]");
    assertThat(project("decided").at("/costs/0/approved").asBoolean()).isTrue();
  }

  private JsonNode project(String name) {
    var request =
        Serialization.unmarshal(
            "metadata: {name: r}\nspec: {type: New, project: %s}\n".formatted(name),
            TenantRequest.class);
    return contexts.ofRequest("dept-city", request).path("project");
  }

  private JsonNode likeProjects(String project) {
    var request =
        Serialization.unmarshal(
            "metadata: {name: r}\nspec: {type: New, project: %s}\n".formatted(project),
            TenantRequest.class);
    return contexts.ofRequest("dept-city", request).path("likeProjects");
  }

  private void project(String name, String created, String spec) {
    put(
        Serialization.unmarshal(
            "metadata: {name: %s, creationTimestamp: '%s', generation: %d}\nspec: %s\n"
                .formatted(name, created, ++generation, spec),
            Project.class));
  }

  @Test
  void ofARequestPoliciesSeeTheFacilityThatItsTenantWouldBeIn() {
    facility("lake-room", "{type: MachineRoom, displayName: 湖区机房, department: lake}");
    facility("b-net", "{type: PrivateNetwork, displayName: 专网, department: lake}");
    facility(
        "a-net",
        "{type: PrivateNetwork, displayName: 专网, department: hill, closesOn: '2027-12-31'}");

    assertThat(asking("{type: New, cloud: lake-room}").path("machineRoom"))
        .hasToString("{\"name\":\"lake-room\",\"displayName\":\"湖区机房\",\"department\":\"lake\"}");
    assertThat(asking("{type: New, dedicatedNetwork: 专网}").path("privateNetwork"))
        .hasToString(
            "{\"name\":\"a-net\",\"displayName\":\"专网\",\"department\":\"hill\",\"closesOn\":\"2027-12-31\"}");
    assertThat(
            asking("{type: New, dedicatedNetwork: b-net}")
                .at("/privateNetwork/department")
                .asText())
        .isEqualTo("lake");
    ObjectNode neither = asking("{type: New, cloud: a-net, dedicatedNetwork: 湖区机房}");
    assertThat(neither.has("machineRoom") || neither.has("privateNetwork")).isFalse();
  }

  @Test
  void ofAProjectPoliciesSeeWhatTheCatalogueOffersForItsFunction() {
    project("login", "2026-01-01T00:00:00Z", "{department: city, function: 认证}");
    component("b-login", "{function: 认证, provider: lake, lifecycle: Offered, displayName: 乙}");
    component("a-login", "{function: 认证, provider: hill, lifecycle: Offered, displayName: 甲}");
    component("own", "{function: 认证, provider: city, lifecycle: Offered}");
    component("old", "{function: 认证, provider: lake, lifecycle: Deprecated}");
    component("pay", "{function: 支付, provider: lake, lifecycle: Offered}");
    component("any", "{provider: lake, lifecycle: Offered}");

    assertThat(asking("{type: New, project: login}").path("likeComponents"))
        .hasToString(
            "[{\"name\":\"a-login\",\"displayName\":\"甲\",\"provider\":\"hill\"},{\"name\":\"b-login\",\"displayName\":\"乙\",\"provider\":\"lake\"}]");
  }

  private void component(String name, String spec) {
    put(
        Serialization.unmarshal(
            "metadata: {name: %s}\nspec: %s\n".formatted(name, spec), SharedComponent.class));
  }

  @Test
  void ofATenantPoliciesSeeTheFacilityThatItIsIn() {
    facility("net", "{type: PrivateNetwork, displayName: 专网, department: lake}");
    var tenant =
        Serialization.unmarshal(
            "metadata: {name: t}\nspec: {department: lake, dedicatedNetwork: net}\n", Tenant.class);

    assertThat(contexts.ofTenant(tenant).at("/privateNetwork/name").asText()).isEqualTo("net");
  }

  private ObjectNode asking(String spec) {
    var request =
        Serialization.unmarshal(
            "metadata: {name: r}\nspec: %s\n".formatted(spec), TenantRequest.class);
    return contexts.ofRequest("dept-city", request);
  }

  private void facility(String name, String spec) {
    put(
        Serialization.unmarshal(
            "metadata: {name: %s}\nspec: %s\n".formatted(name, spec), Facility.class));
  }

  @Test
  void ofAnAgreementPoliciesSeeHowMuchBothEndsOfAFlowAreProtected() {
    put(
        Serialization.unmarshal(
            "metadata: {name: tax}\nspec: {protectionLevel: 3, dataClass: Core}\n", Tenant.class));
    var half =
        Serialization.unmarshal(
            "metadata: {name: a}\nspec: {with: health, flows: [{from: tax, to: nowhere}]}\n",
            Agreement.class);

    assertThat(contexts.ofAgreement("dept-city", half).path("flows"))
        .hasToString(
            "[{\"from\":{\"name\":\"tax\",\"protectionLevel\":3,\"dataClass\":\"Core\"},\"to\":{\"name\":\"nowhere\"}}]");
  }

  @Test
  void aCloudThatSaysNothingOfItselfIsTheGovernments() {
    cloud("room", "{protectionLevel: 3, region: cn, category: Departmental}");
    cloud("silent", "{protectionLevel: 3, region: cn}");

    assertThat(category("room")).isEqualTo("Departmental");
    assertThat(category("silent")).isEqualTo("Government");
    assertThat(category(null)).isEqualTo("Government");
    assertThat(category("unregistered")).isEmpty();
  }

  private String category(String cloud) {
    var tenant =
        Serialization.unmarshal(
            "metadata: {name: t}\nspec: {department: d, cloud: %s}\n".formatted(cloud),
            Tenant.class);
    return contexts.ofTenant(tenant).at("/cloud/category").asText();
  }

  private void cloud(String name, String spec) {
    put(
        Serialization.unmarshal(
            "metadata: {name: %s}\nspec: %s\n".formatted(name, spec), Cloud.class));
  }

  private JsonNode bounds(String department) {
    var tenant =
        Serialization.unmarshal(
            "metadata: {name: t}\nspec: {department: %s}\n".formatted(department), Tenant.class);
    return contexts.ofTenant(tenant).path("bounds");
  }

  private void add(String name, String level, String parent, String bounds) {
    put(
        Serialization.unmarshal(
            """
            metadata: {name: %s}
            spec: {displayName: x, level: %s, code: "330000", parent: %s, bounds: %s}
            """
                .formatted(name, level, parent, bounds),
            Department.class));
  }

  private void put(HasMetadata object) {
    objects.put(object.getKind() + " " + object.getMetadata().getName(), object);
  }

  private record Objects(Map<String, HasMetadata> byName) implements Reader {
    @Override
    public <T extends HasMetadata> T get(Class<T> kind, String namespace, String name) {
      return kind.cast(byName.get(kind.getSimpleName() + " " + name));
    }

    @Override
    public <T extends HasMetadata> List<T> list(Class<T> kind, String namespace) {
      return byName.values().stream().filter(kind::isInstance).map(kind::cast).toList();
    }
  }
}
