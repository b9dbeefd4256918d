package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.DepartmentStatus;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

@OnOperatorEstate
class BudgetTest {

  private static final String ONE = "[{name: web}]";

  private final OperatorEstate estate;

  BudgetTest(OperatorEstate estate) {
    this.estate = estate;
  }

  @Test
  @Provokes({"Department BudgetGranted=True Granted", "Tenant Ready=False BudgetExceeded"})
  void aTenantThatDoesNotFitWaitsUntilBudgetIsGiven() {
    department("b-wait", "910100", "{cpu: '4', namespaces: 3}");
    granted("b-wait");
    tenant("b-wait-a", "b-wait", "{cpu: '3'}");
    ready("b-wait-a");
    assertThat(account("b-wait").allocations().get("Tenant/b-wait-a").amounts())
        .isEqualTo(quantities("requests.cpu", "3", "namespaces", "1"));

    tenant("b-wait-b", "b-wait", "{requests.cpu: '2'}");
    assertThat(notReady("b-wait-b", "BudgetExceeded"))
        .contains("lacks 1 of requests.cpu: 2 more asked for, 1 of 4 left")
        .contains("Department root above it");
    assertThat(estate.client().namespaces().withName("b-wait-b-web").get()).isNull();
    assertThat(account("b-wait").allocations()).doesNotContainKey("Tenant/b-wait-b");

    department("b-wait", "910100", "{cpu: '5', namespaces: 3}");
    ready("b-wait-b");
  }

  @Test
  void whatIsGivenBackComesToWhoeverWaitsAndRetainedNamespacesStayCharged() {
    department("b-back", "910200", "{requests.cpu: '4'}");
    granted("b-back");
    tenant("b-back-a", "b-back", "{cpu: '4'}");
    ready("b-back-a");
    tenant("b-back-b", "b-back", "{cpu: '2'}");
    notReady("b-back-b", "BudgetExceeded");

    tenant("b-back-a", "b-back", "{cpu: '1'}");
    ready("b-back-b");

    estate.cluster().kubectl("delete", "tenant", "b-back-b", "--timeout=60s").orThrow();
    assertThat(account("b-back").allocations()).containsKey("Tenant/b-back-b");
    estate.apply(
        Objects.tenant("b-back-b", "Delete", ONE, "{cpu: '2'}")
            .replace("department: root", "department: b-back"));
    ready("b-back-b");
    estate
        .cluster()
        .kubectl("annotate", "tenant", "b-back-b", "yunzhi.dev/destroy-override=it was a trial")
        .orThrow();
    estate.cluster().kubectl("delete", "tenant", "b-back-b", "--timeout=60s").orThrow();
    assertThat(account("b-back").allocations()).doesNotContainKey("Tenant/b-back-b");
  }

  @Test
  @Provokes({"Tenant Ready=False QuotaMissing"})
  void aQuotaThatLeavesOutWhatIsBudgetedIsHeld() {
    department("b-unnamed", "910300", "{pods: '4'}");
    granted("b-unnamed");
    tenant("b-unnamed-a", "b-unnamed", "{cpu: '1'}");
    assertThat(notReady("b-unnamed-a", "QuotaMissing")).contains("pods (Department b-unnamed)");
  }

  @Test
  @Provokes({
    "Department BudgetGranted=False BudgetInUse",
    "Department BudgetGranted=False BudgetExceeded"
  })
  void aChildsBudgetIsReservedAboveAndShrinksOnlyToWhatIsInUse() {
    department("b-above", "910400", "{cpu: '10'}");
    granted("b-above");
    child("b-below", "b-above", "910401", "{cpu: '6'}");
    granted("b-below");
    assertThat(account("b-above").allocations().get("Department/b-below").amounts())
        .isEqualTo(quantities("requests.cpu", "6"));
    tenant("b-below-a", "b-below", "{cpu: '4'}");
    ready("b-below-a");

    child("b-below", "b-above", "910401", "{cpu: '2'}");
    assertThat(notGranted("b-below", "BudgetInUse")).contains("Tenant/b-below-a 4");
    assertThat(account("b-above").budget().allocated()).isEqualTo(quantities("requests.cpu", "4"));

    child("b-below", "b-above", "910401", "{cpu: '11'}");
    assertThat(notGranted("b-below", "BudgetExceeded")).contains("budget of Department b-above");

    tenant("b-below-a", "b-below", "{cpu: '1'}");
    child("b-below", "b-above", "910401", "{cpu: '2'}");
    granted("b-below");
    assertThat(account("b-above").budget().allocated()).isEqualTo(quantities("requests.cpu", "2"));
  }

  @Test
  @Provokes({
    "Department BudgetGranted=False BudgetOutgrown",
    "Department BudgetGranted=False QuotaMissing"
  })
  void aFirstBudgetTakesUpWhatStandsBelow() {
    department("b-first", "910500", "{}");
    tenant("b-first-a", "b-first", "{cpu: '4'}");
    ready("b-first-a");

    department("b-first", "910500", "{cpu: '3'}");
    assertThat(notGranted("b-first", "BudgetOutgrown")).contains("4 is in use below already");

    department("b-first", "910500", "{cpu: '5', pods: 9}");
    assertThat(notGranted("b-first", "QuotaMissing")).contains("b-first-a");

    department("b-first", "910500", "{cpu: '5'}");
    granted("b-first");
    assertThat(account("b-first").budget().allocated()).isEqualTo(quantities("requests.cpu", "4"));
  }

  @Test
  @Provokes({
    "TenantRequest WithinBudget=False BudgetExceeded",
    "TenantRequest WithinBudget=False QuotaMissing",
    "TenantRequest WithinBudget=True Reserved",
    "TenantRequest Ready=False Blocked",
    "TenantRequest event Blocked"
  })
  void aRequestWaitsBeforeItsTenantIsMade() {
    department("b-ask", "910600", "{cpu: '1'}");
    granted("b-ask");
    estate.apply(Objects.project("b-ask-project", "b-ask"));
    estate.apply(
        Objects.request("b-asked", "b-ask-project", 2, "2").replace("dept-root", "dept-b-ask"));
    estate.createAs(
        "approver",
        Objects.approval("b-asked-platform", "b-asked", "Platform", "Approved", "")
            .replace("dept-root", "dept-b-ask"));

    TenantRequest waiting = awaitRequest("False", "BudgetExceeded");
    assertThat(waiting.getStatus().nextStep()).contains("can raise spec.budget");
    assertThat(waiting.getStatus().nextStepZh()).contains("预算不足");
    assertThat(estate.get(Tenant.class, "b-asked")).isNull();

    department("b-ask", "910600", "{cpu: '2', pods: 9}");
    awaitRequest("False", "QuotaMissing");

    department("b-ask", "910600", "{cpu: '2'}");
    ready("b-asked");
    awaitRequest("True", "Reserved");
  }

  @Test
  @Provokes({
    "Department BudgetGranted=False BudgetOpening",
    "Tenant Ready=False BudgetOpening",
    "TenantRequest WithinBudget=False BudgetOpening"
  })
  void nothingIsHandedOutBelowADepartmentThatIsJustGettingItsBudget() {
    department("b-begin", "910700", "{cpu: '9'}");
    granted("b-begin");
    child("b-begun", "b-begin", "910701", "{cpu: '8'}");
    granted("b-begun");
    estate.apply(Objects.project("b-begin-project", "b-begun"));
    // It stays as an operator leaves it that is killed midway, while its home is not in order.
    estate.pastAdmission("", "label", "namespace", "dept-b-begin", Labels.DEPARTMENT_HOME + "-");
    estate.awaitNotReady(Department.class, "b-begin", "NameTaken", d -> d.getStatus().conditions());
    opening("[\"pods\"]");

    child("b-begun", "b-begin", "910701", "{cpu: '8', pods: 4}");
    assertThat(notGranted("b-begun", "BudgetOpening")).contains("b-begin");
    tenant("b-begun-a", "b-begun", "{cpu: '1', pods: '2'}");
    assertThat(notReady("b-begun-a", "BudgetOpening")).contains("b-begin");
    ask("b-begin-ask", "b-begin-project", "dept-b-begun");
    awaitRequest("dept-b-begun", "b-begin-ask", "False", "BudgetOpening");

    // It has no pods; carried out first, it would stand against the budget of pods.
    estate
        .cluster()
        .kubectl("delete", "treq", "b-begin-ask", "-n", "dept-b-begun", "--timeout=60s")
        .orThrow();
    opening("null");
    estate
        .pastAdmission(
            "", "label", "namespace", "dept-b-begin", Labels.DEPARTMENT_HOME + "=b-begin")
        .orThrow();
    granted("b-begun");
    ready("b-begun-a");
  }

  private void opening(String resources) {
    estate
        .cluster()
        .kubectl(
            "patch",
            "department",
            "b-begin",
            "--subresource=status",
            "--type=merge",
            "-p",
            "{\"status\": {\"budget\": {\"opening\": %s}}}".formatted(resources))
        .orThrow();
  }

  private void ask(String name, String project, String home) {
    estate.apply(Objects.request(name, project, 2, "2").replace("dept-root", home));
    for (String stage : new String[] {"Platform", "Parent"}) {
      String approval = name + "-" + stage.toLowerCase(Locale.ROOT);
      estate
          .createAs(
              stage,
              Objects.approval(approval, name, stage, "Approved", "").replace("dept-root", home))
          .orThrow();
    }
  }

  private TenantRequest awaitRequest(String status, String reason) {
    return awaitRequest("dept-b-ask", "b-asked", status, reason);
  }

  private TenantRequest awaitRequest(String home, String name, String status, String reason) {
    return estate.awaitRequest(
        home,
        name,
        r -> Objects.has(r, r.getStatus().conditions(), "WithinBudget", status, reason));
  }

  private void department(String name, String code, String budget) {
    child(name, "root", code, budget);
  }

  private void child(String name, String parent, String code, String budget) {
    String level = parent.equals("root") ? "City" : "County";
    estate.apply(
        Objects.department(name, level, code, parent).stripTrailing()
            + "\n  budget: "
            + budget
            + "\n");
    estate.awaitReady(Department.class, name, d -> d.getStatus().conditions());
  }

  private void tenant(String name, String department, String quota) {
    estate.apply(
        Objects.tenant(name, "Retain", ONE, quota)
            .replace("department: root", "department: " + department));
  }

  private void ready(String tenant) {
    estate.awaitReady(Tenant.class, tenant, t -> t.getStatus().conditions());
  }

  private String notReady(String tenant, String reason) {
    return estate
        .awaitNotReady(Tenant.class, tenant, reason, t -> t.getStatus().conditions())
        .getMessage();
  }

  private void granted(String department) {
    estate.awaitObject(
        Department.class,
        department,
        d -> Objects.has(d, d.getStatus().conditions(), "BudgetGranted", "True", "Granted"));
  }

  private String notGranted(String department, String reason) {
    return estate
        .awaitObject(
            Department.class,
            department,
            d -> Objects.has(d, d.getStatus().conditions(), "BudgetGranted", "False", reason))
        .getStatus()
        .conditions()
        .stream()
        .filter(c -> c.getType().equals("BudgetGranted"))
        .findFirst()
        .orElseThrow()
        .getMessage();
  }

  private DepartmentStatus account(String department) {
    return estate.get(Department.class, department).getStatus();
  }

  private static Map<String, Quantity> quantities(String... pairs) {
    var quantities = new TreeMap<String, Quantity>();
    for (int i = 0; i < pairs.length; i += 2) {
      quantities.put(pairs[i], new Quantity(pairs[i + 1]));
    }
    return quantities;
  }
}
