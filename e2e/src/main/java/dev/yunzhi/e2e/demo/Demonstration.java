package dev.yunzhi.e2e.demo;

import dev.yunzhi.api.v1alpha1.ComponentSubscription;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Facility;
import dev.yunzhi.api.v1alpha1.RequestPhase;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantNamespaceStatus;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.e2e.estate.ClientCertificates;
import dev.yunzhi.e2e.estate.Conditions;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.estate.Persona;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The way of a request, played by the people who would walk it, each with their own rights: a tree
 * of departments, requests, approvals, a workload that is admitted and one that is not.
 *
 * <p>Idempotent: what stands already is left as it is.
 */
public final class Demonstration {

  private static final int PATIENCE_SECONDS = 60;

  private final Estate estate;
  private final Narration narration;
  private final Examples examples;
  private final AuditorsReport report;
  private final Path platform;
  private final Path security;
  private final Path huzhou;
  private final Path anji;

  /**
   * Makes ready to play.
   *
   * @param out takes the narration
   * @param clock says which day it is: terms are counted from then
   */
  public Demonstration(Estate estate, PrintStream out, Clock clock) throws IOException {
    this(estate, new Narration(out), clock);
  }

  Demonstration(Estate estate, Narration narration, Clock clock) throws IOException {
    this.estate = estate;
    this.narration = narration;
    this.examples = new Examples(Programs.root().resolve("examples"), clock);
    this.report = new AuditorsReport(estate, narration, clock);
    ClientCertificates certificates = new ClientCertificates(estate.client());
    Path folder = estate.kubeconfigs();
    this.platform = certificates.kubeconfig(Persona.PLATFORM, folder);
    this.security = certificates.kubeconfig(Persona.SECURITY, folder);
    this.huzhou = certificates.kubeconfig(Persona.administratorOf("huzhou"), folder);
    this.anji = certificates.kubeconfig(Persona.administratorOf("anji"), folder);
    certificates.kubeconfig(Persona.AUDITOR, folder);
  }

  /** One step; played again, it leaves what stands as it is. */
  @FunctionalInterface
  public interface Step {
    void play() throws IOException;
  }

  /** Plays all of it. */
  public void play() throws IOException {
    for (Step step : steps()) {
      step.play();
    }
  }

  /** The steps in their order. */
  public List<Step> steps() {
    return List.of(
        this::departments,
        this::projects,
        this::requests,
        this::refusal,
        this::ownApproval,
        this::platformApproval,
        this::securityApproval,
        this::admitted,
        this::denied,
        this::guarded,
        this::consolidation,
        report::fetch);
  }

  private void departments() throws IOException {
    narration.chapter("部门与项目", "Departments and projects");
    apply(platform, "10-departments.yaml");
    List<Department> departments =
        estate.client().resources(Department.class).list().getItems().stream()
            .map(department -> await(estate.client().resource(department), Demonstration::ready))
            .toList();
    narration.tell(
        "%d departments at five levels have their home namespaces".formatted(departments.size()));
  }

  private void projects() throws IOException {
    apply(platform, "15-prices.yaml");
    apply(platform, "20-projects.yaml");
    narration.tell(
        "prices are set and three projects registered; smart-tourism has no approval yet");
  }

  private void requests() throws IOException {
    narration.chapter("租户申请", "Requests");
    create(huzhou, "30-requests-granted.yaml");
    create(huzhou, "32-request-waiting.yaml");
    TenantRequest waiting = awaitPhase("dept-huzhou", "health-dev", RequestPhase.AWAITING_APPROVAL);
    narration.tell(
        "huzhou asks for three tenants; health-dev waits for: %s"
            .formatted(waiting.getStatus().waitingFor()));
  }

  private void refusal() throws IOException {
    create(anji, "31-request-refused.yaml");
    TenantRequest refused = awaitPhase("dept-anji", "anji-tourism", RequestPhase.REFUSED);
    narration.tell("anji asks for a tenant that a policy refuses, as its status says:");
    refused
        .getStatus()
        .findings()
        .forEach(
            finding ->
                narration.quote(
                    "%s: %s%n%s"
                        .formatted(finding.policy(), finding.message(), finding.messageZh())));
  }

  private void ownApproval() throws IOException {
    narration.chapter("审批与开通", "Approval and provisioning");
    refused(
        "huzhou may not approve its own request:",
        estate.kubectl(huzhou, examples.read("40-approvals-platform.yaml"), "create", "-f", "-"));
  }

  private void platformApproval() throws IOException {
    create(platform, "40-approvals-platform.yaml");
    grant("huzhou-health");
    narration.tell(
        "huzhou-insurance is of protection level 3: the security team has to approve too");
  }

  private void securityApproval() throws IOException {
    create(security, "41-approval-security.yaml");
    grant("huzhou-insurance");
  }

  private void grant(String name) {
    awaitPhase("dept-huzhou", name, RequestPhase.GRANTED);
    Tenant tenant =
        await(estate.client().resources(Tenant.class).withName(name), Demonstration::ready);
    narration.tell(
        "tenant %s is ready: %s"
            .formatted(
                name,
                tenant.getStatus().namespaces().stream()
                    .map(TenantNamespaceStatus::name)
                    .collect(Collectors.joining(", "))));
  }

  private void admitted() throws IOException {
    narration.chapter("准入", "Admission");
    apply(huzhou, "50-deployment-admitted.yaml");
    narration.tell("a Deployment that keeps every rule is admitted");
  }

  private void denied() throws IOException {
    refused(
        "a privileged Pod is denied:",
        estate.kubectl(huzhou, examples.read("51-pod-denied.yaml"), "apply", "-f", "-"));
  }

  private void guarded() {
    refused(
        "huzhou writes network policies of its own, but may not take away ours:",
        estate.kubectl(
            huzhou,
            "",
            "delete",
            "networkpolicy",
            "yunzhi-default-deny",
            "-n",
            "huzhou-health-web"));
  }

  private void consolidation() throws IOException {
    narration.chapter("整合与共用", "Consolidation");
    apply(platform, "70-facility.yaml");
    Facility room =
        await(
            estate.client().resources(Facility.class).withName("huzhou-room"),
            facility -> facility.getStatus() != null && facility.getStatus().moved() == 1);
    narration.tell(
        "of machine room huzhou-room %d of %d systems have moved to tenants"
            .formatted(room.getStatus().moved(), room.getStatus().systems()));
    apply(platform, "71-component.yaml");
    create(huzhou, "72-subscription.yaml");
    await(
        estate
            .client()
            .resources(ComponentSubscription.class)
            .inNamespace("dept-huzhou")
            .withName("health-login"),
        subscription ->
            subscription.getStatus() != null && subscription.getStatus().endpoint() != null);
    narration.tell("tenant huzhou-health uses the common component identity of zhejiang");
  }

  private void refused(String told, CommandResult result) {
    if (result.succeeded()) {
      throw new IllegalStateException("this must be refused, but was not: " + result);
    }
    narration.tell(told);
    narration.quote(result.stderr().lines().distinct().collect(Collectors.joining("\n")));
  }

  private void apply(Path kubeconfig, String file) throws IOException {
    estate.kubectl(kubeconfig, examples.read(file), "apply", "--server-side", "-f", "-").orThrow();
  }

  /**
   * Creates what is not there. A request that was decided on must not be touched again: a change
   * needs a new approval.
   */
  private void create(Path kubeconfig, String file) throws IOException {
    CommandResult result = estate.kubectl(kubeconfig, examples.read(file), "create", "-f", "-");
    List<String> problems =
        result
            .stderr()
            .lines()
            .filter(line -> line.startsWith("Error") && !line.contains("AlreadyExists"))
            .toList();
    if (!problems.isEmpty()) {
      throw new IllegalStateException(String.join("\n", problems));
    }
    result.stderr().lines().filter(line -> line.startsWith("Warning: ")).forEach(narration::quote);
  }

  private TenantRequest awaitPhase(String namespace, String name, RequestPhase phase) {
    return await(
        estate.client().resources(TenantRequest.class).inNamespace(namespace).withName(name),
        request ->
            request.getStatus() != null
                && request.getStatus().phase() == phase
                && request
                    .getMetadata()
                    .getGeneration()
                    .equals(request.getStatus().observedGeneration()));
  }

  private static <T extends HasMetadata> T await(Resource<T> resource, Predicate<T> condition) {
    return resource.waitUntilCondition(
        object -> object != null && condition.test(object), PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static boolean ready(Department department) {
    return department.getStatus() != null
        && Conditions.ready(department, department.getStatus().conditions());
  }

  private static boolean ready(Tenant tenant) {
    return tenant.getStatus() != null && Conditions.ready(tenant, tenant.getStatus().conditions());
  }
}
