package dev.yunzhi.operator.policy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Acceptance;
import dev.yunzhi.api.v1alpha1.Agreement;
import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.Cloud;
import dev.yunzhi.api.v1alpha1.CloudCategory;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Flow;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.StageStatus;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.operator.approval.ExceptionStanding;
import dev.yunzhi.operator.approval.ProjectGates;
import dev.yunzhi.operator.cluster.Reader;
import dev.yunzhi.operator.model.Ancestor;
import dev.yunzhi.operator.model.BoundsInForce;
import dev.yunzhi.operator.model.DesiredNamespace;
import dev.yunzhi.operator.model.HomeNamespace;
import dev.yunzhi.operator.model.Lineage;
import dev.yunzhi.operator.model.NamespaceOwner;
import dev.yunzhi.operator.model.ProjectCost;
import dev.yunzhi.operator.model.Wish;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** What policies are told besides the review itself: {@code input.context}. Thread-safe. */
public final class ReviewContext {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The cloud that this cluster is.
   *
   * @param protectionLevel that the platform has passed its own test for, 1 to 4
   */
  public record Home(String name, int protectionLevel, String region) {}

  /** Kinds that the context of a namespace is made of. */
  static final List<Class<? extends HasMetadata>> OF_NAMESPACE =
      List.of(
          Namespace.class,
          NetworkPolicy.class,
          PolicyException.class,
          Approval.class,
          Department.class,
          Tenant.class,
          Project.class);

  /** Beyond this many namespaces the memory begins anew; one takes some kilobytes. */
  private static final int MOST_REMEMBERED = 512;

  private static final LongSupplier ALWAYS_NEW = new AtomicLong()::incrementAndGet;

  private record Remembered(long version, ObjectNode context) {}

  private final Reader reader;
  private final Home home;
  private final Clock clock;
  private final LongSupplier version;
  private final LikeProjects likeProjects;
  private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

  /** Reads anew each time. */
  public ReviewContext(Reader reader, Home home, Clock clock) {
    this(reader, home, clock, ALWAYS_NEW);
  }

  /**
   * Remembers what namespaces came to.
   *
   * @param version of all that is read: while it stays, the same is read
   */
  ReviewContext(Reader reader, Home home, Clock clock, LongSupplier version) {
    this.reader = reader;
    this.home = home;
    this.clock = clock;
    this.version = version;
    this.likeProjects = new LikeProjects(reader);
  }

  /** For an object in a namespace of a tenant. */
  public ObjectNode ofNamespace(String namespace) {
    // Before it is read: what changes meanwhile makes it old.
    long now = version.getAsLong();
    Remembered known = remembered.get(namespace);
    if (known == null || known.version() != now) {
      known = new Remembered(now, describe(namespace));
      remember(namespace, known);
    }
    ObjectNode context = JSON.createObjectNode().setAll(known.context());
    return context.put("now", clock.instant().toString());
  }

  private void remember(String namespace, Remembered context) {
    if (version == ALWAYS_NEW) {
      return;
    }
    if (remembered.size() >= MOST_REMEMBERED) {
      remembered.clear();
    }
    remembered.put(namespace, context);
  }

  private ObjectNode describe(String namespace) {
    ObjectNode context = base(namespace, null);
    Namespace found = reader.get(Namespace.class, null, namespace);
    if (found == null) {
      return context;
    }
    Map<String, String> labels = NamespaceOwner.labels(found);
    ObjectNode node = context.putObject("namespace").put("name", namespace);
    node.set("labels", JSON.valueToTree(labels));
    ArrayNode policies = node.putArray("networkPolicies");
    for (NetworkPolicy policy : reader.list(NetworkPolicy.class, namespace)) {
      ObjectNode tree = JSON.valueToTree(policy);
      // Who wrote which field is no matter of policy, and is most of the text.
      tree.withObjectProperty("metadata").remove("managedFields");
      policies.add(tree);
    }
    putDepartment(context, labels.get(Labels.DEPARTMENT));
    String name = labels.get(Labels.TENANT);
    Tenant tenant = name == null ? null : reader.get(Tenant.class, null, name);
    if (tenant != null) {
      putTenant(context, tenant);
      putProject(context, tenant.getSpec().project());
    }
    return context;
  }

  /** For a request, stored or not, in a department's home namespace. */
  public ObjectNode ofRequest(String namespace, TenantRequest request) {
    var requested = RequestedTenant.of(namespace, request, reader);
    Tenant tenant = requested.own();
    String cloud = request.getSpec().cloud();
    if (cloud == null && tenant != null) {
      cloud = tenant.getSpec().cloud();
    }
    ObjectNode context = base(namespace, cloud);
    putDepartment(context, requested.department());
    RequestContext.put(context, request, tenant);
    FacilityContext.put(context, cloud, network(request, tenant), reader);
    String project = request.getSpec().project();
    Project its =
        putProject(
            context, project == null && tenant != null ? tenant.getSpec().project() : project);
    likeProjects.put(context, its);
    LikeComponents.put(context, its, reader);
    return context;
  }

  /** For a first request of a project that may not be stored yet. */
  public ObjectNode ofProject(Project project) {
    ObjectNode context = base(null, null);
    putDepartment(context, project.getSpec().department());
    putProject(context, project);
    likeProjects.put(context, project);
    LikeComponents.put(context, project, reader);
    return context;
  }

  /** The dedicated network that the tenant would be in; null for none. */
  private static String network(TenantRequest request, Tenant tenant) {
    return Wish.of(request, tenant).spec().path("dedicatedNetwork").asText(null);
  }

  /** For one half of an agreement, in a department's home namespace. */
  public ObjectNode ofAgreement(String namespace, Agreement half) {
    ObjectNode context = base(namespace, null);
    putDepartment(context, HomeNamespace.departmentOf(namespace));
    ArrayNode flows = context.putArray("flows");
    for (Flow flow : half.getSpec().flows()) {
      ObjectNode node = flows.addObject();
      putEnd(node.putObject("from"), flow.from());
      putEnd(node.putObject("to"), flow.to());
    }
    return context;
  }

  /** Of a tenant that there is not (yet) nothing is known but the name. */
  private void putEnd(ObjectNode node, String name) {
    node.put("name", name);
    Tenant tenant = reader.get(Tenant.class, null, name);
    if (tenant != null) {
      node.put("protectionLevel", tenant.getSpec().protectionLevel());
      node.set("dataClass", JSON.valueToTree(tenant.getSpec().dataClass()));
    }
  }

  /** For a Tenant itself. */
  public ObjectNode ofTenant(Tenant tenant) {
    ObjectNode context = base(null, tenant.getSpec().cloud());
    putDepartment(context, tenant.getSpec().department());
    putProject(context, tenant.getSpec().project());
    RequestContext.put(context, tenant);
    FacilityContext.put(
        context, tenant.getSpec().cloud(), tenant.getSpec().dedicatedNetwork(), reader);
    return context;
  }

  /** For an object that belongs to no tenant and is in no namespace; no exception covers it. */
  public ObjectNode ofCluster() {
    return base(null, null);
  }

  /**
   * @param namespace whose exceptions count; null for none
   * @param cloud that it is about; null is home
   */
  private ObjectNode base(String namespace, String cloud) {
    ObjectNode context = JSON.createObjectNode().put("now", clock.instant().toString());
    putCloud(context, cloud);
    ArrayNode exceptions = context.putArray("exceptions");
    if (namespace != null) {
      for (PolicyException e : approvedExceptions(namespace)) {
        ObjectNode exception =
            exceptions
                .addObject()
                .put("name", e.getMetadata().getName())
                .put("namespace", namespace)
                .put("expiresAt", e.getSpec().expiresAt());
        exception.set("policies", JSON.valueToTree(e.getSpec().policies()));
        exception.set("kinds", JSON.valueToTree(e.getSpec().kinds()));
        exception.set("names", JSON.valueToTree(e.getSpec().names()));
      }
    }
    return context;
  }

  /** Those that ended are among them: when one does, the policies' own clock says. */
  private List<PolicyException> approvedExceptions(String namespace) {
    List<PolicyException> asked = reader.list(PolicyException.class, namespace);
    if (asked.isEmpty()) {
      return asked;
    }
    List<Approval> approvals = reader.list(Approval.class, namespace);
    return asked.stream().filter(e -> ExceptionStanding.isApproved(e, approvals)).toList();
  }

  /** Of a cloud that is not registered nothing is known but the name. */
  private void putCloud(ObjectNode context, String name) {
    ObjectNode node = context.putObject("cloud");
    if (name == null) {
      node.put("name", home.name())
          .put("protectionLevel", home.protectionLevel())
          .put("region", home.region())
          .put("category", WireName.of(CloudCategory.GOVERNMENT));
      return;
    }
    node.put("name", name);
    Cloud registered = reader.get(Cloud.class, null, name);
    if (registered != null) {
      CloudCategory category = registered.getSpec().category();
      node.put("protectionLevel", registered.getSpec().protectionLevel())
          .put("region", registered.getSpec().region())
          .put("category", WireName.of(category == null ? CloudCategory.GOVERNMENT : category));
    }
  }

  private void putTenant(ObjectNode context, Tenant tenant) {
    String name = tenant.getMetadata().getName();
    var spec = tenant.getSpec();
    ObjectNode node = context.putObject("tenant").put("name", name);
    node.put("department", spec.department());
    if (context.get("department") instanceof ObjectNode department) {
      node.set("departmentCode", department.get("code"));
      node.set("ancestors", department.get("ancestors"));
    }
    node.put("protectionLevel", spec.protectionLevel());
    node.set("environment", JSON.valueToTree(spec.environment()));
    node.set("dataClass", JSON.valueToTree(spec.dataClass()));
    if (spec.nodePool() != null) {
      node.put("nodePool", spec.nodePool());
    }
    if (spec.expiresAt() != null) {
      node.put("expiresAt", spec.expiresAt());
    }
    ArrayNode namespaces = node.putArray("namespaces");
    spec.namespaces().forEach(n -> namespaces.add(DesiredNamespace.nameFor(name, n.name())));
  }

  private void putDepartment(ObjectNode context, String name) {
    Department department = name == null ? null : department(name);
    if (department == null) {
      return;
    }
    ObjectNode node =
        context
            .putObject("department")
            .put("name", name)
            .put("displayName", department.getSpec().displayName())
            .put("code", department.getSpec().code());
    node.set("level", JSON.valueToTree(department.getSpec().level()));
    try {
      Lineage lineage = Lineage.of(department, this::department);
      node.set("ancestors", JSON.valueToTree(lineage.codes()));
      putBounds(context, lineage.path());
    } catch (Lineage.Broken broken) {
      // Without a way to the root it has no ancestors that a policy could go by.
      node.putArray("ancestors");
      putBounds(context, broken.path());
    }
  }

  /** A part that nobody bounds is absent; an empty list allows nothing. */
  private static void putBounds(ObjectNode context, List<Ancestor> path) {
    context.set("bounds", JSON.valueToTree(BoundsInForce.of(path).bounds()));
  }

  /** Returns the project; null when there is none. */
  private Project putProject(ObjectNode context, String name) {
    Project project = name == null || name.isEmpty() ? null : reader.get(Project.class, null, name);
    if (project != null) {
      putProject(context, project);
    }
    return project;
  }

  private static void putProject(ObjectNode context, Project project) {
    ObjectNode node = context.putObject("project").put("name", project.getMetadata().getName());
    node.setAll((ObjectNode) JSON.valueToTree(project.getSpec()));
    node.properties().removeIf(field -> field.getValue().isNull());
    putGates(node, project);
  }

  /** What Approvals decided holds, whatever the spec records. */
  private static void putGates(ObjectNode node, Project project) {
    ProjectGates gates = ProjectGates.of(project.getStatus());
    gates.rejected().stream()
        .map(StageStatus::stage)
        .map(WireName::of)
        .forEach(node.putArray("rejectedGates")::add);
    Acceptance acceptance = gates.acceptance(project.getSpec());
    if (acceptance == null) {
      node.remove("acceptance");
    } else {
      node.set("acceptance", JSON.valueToTree(acceptance));
    }
    node.set("costs", JSON.valueToTree(ProjectCost.of(project.getSpec(), gates.approvedTotals())));
  }

  private Department department(String name) {
    return reader.get(Department.class, null, name);
  }
}
