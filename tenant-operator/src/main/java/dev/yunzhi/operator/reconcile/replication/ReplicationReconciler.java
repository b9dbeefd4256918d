package dev.yunzhi.operator.reconcile.replication;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Replication;
import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.operator.cluster.Applier;
import dev.yunzhi.operator.cluster.InformedEvents;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.cluster.ServerSideApply;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.model.HomeNamespace;
import dev.yunzhi.operator.model.ReplicaNamespaces;
import dev.yunzhi.operator.model.Replicas;
import dev.yunzhi.operator.model.Replicator;
import dev.yunzhi.operator.reconcile.Failure;
import dev.yunzhi.operator.reconcile.Halting;
import dev.yunzhi.operator.reconcile.Obstacle;
import dev.yunzhi.operator.reconcile.Subtree;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps copies of a department's objects in its tenants' namespaces. The operator itself writes no
 * copy and reads none: it binds the replicator of the home namespace where copies are to be, and
 * acts as that. The binding stands from before the first copy until after the last, so it is also
 * the record of where copies may be.
 */
public final class ReplicationReconciler implements Reconciler<Replication>, Cleaner<Replication> {

  /** After which what may pass by itself is tried again. */
  private static final Duration SOON = Duration.ofSeconds(2);

  private static final String CRD = "replications." + Yunzhi.GROUP;

  private final Informers informers;
  private final Applier applier;
  private final KubernetesClient client;
  private final Upkeep upkeep;
  private final SourceWatches sources;
  private final Clock clock;

  /**
   * @param resync how long copies that were seen in place are taken to be
   * @param executor its size bounds how many namespaces are looked at at once
   */
  public ReplicationReconciler(
      Informers informers,
      Applier applier,
      KubernetesClient client,
      Executor executor,
      Duration resync,
      Clock clock) {
    var replicators = new Replicators(client);
    this.informers = informers;
    this.applier = applier;
    this.client = client;
    this.upkeep = new Upkeep(replicators, new Looks(resync, clock), executor, clock);
    this.sources = new SourceWatches(replicators, informers);
    this.clock = clock;
  }

  @Override
  public UpdateControl<Replication> reconcile(
      Replication replication, Context<Replication> context) {
    var record = new ReplicationRecord(replication, clock);
    var halted = Halting.of(department(replication), informers);
    if (halted.isPresent()) {
      return record.halted(halted.get()).update();
    }
    try {
      Set<String> namespaces = namespaces(replication);
      sources.cover(replication);
      Replicas wanted = upkeep.wanted(replication);
      var bound = bound(replication);
      var untouched = new HashSet<>(namespaces);
      untouched.removeAll(bound.keySet());
      applier.apply(missing(replication, namespaces, bound), context);
      var held = upkeep.bring(replication, wanted, namespaces, untouched);
      var left = leave(replication, namespaces);
      var update = record.carriedOut(wanted, held, left).update();
      boolean passing =
          Stream.of(held, left).flatMap(o -> o.values().stream()).anyMatch(Outcome::passing);
      return passing ? update.rescheduleAfter(SOON) : update;
    } catch (Obstacle obstacle) {
      return record.heldUp(obstacle).update();
    }
  }

  private Set<String> namespaces(Replication replication) throws Obstacle {
    String name = department(replication);
    Department department = informers.of(Department.class).get(name);
    Namespace home = informers.of(Namespace.class).get(replication.getMetadata().getNamespace());
    if (department == null
        || home == null
        || !name.equals(home.getMetadata().getLabels().get(Labels.DEPARTMENT_HOME))) {
      throw new Obstacle(
          Reason.DEPARTMENT_NOT_FOUND,
          "Namespace %s is the home of no department; make it in dept-<name of the department>."
              .formatted(replication.getMetadata().getNamespace()));
    }
    var included =
        new ReplicaNamespaces(name, department.getSpec().code(), replication.getSpec().tenants());
    return informers.of(Namespace.class).list().stream()
        .filter(included::include)
        .map(n -> n.getMetadata().getName())
        .collect(Collectors.toSet());
  }

  private static String department(Replication replication) {
    return HomeNamespace.departmentOf(replication.getMetadata().getNamespace());
  }

  /** Those that do not stand yet: of thousands, a comparison of all that is managed takes long. */
  private static List<RoleBinding> missing(
      Replication replication, Set<String> namespaces, Map<String, RoleBinding> bound) {
    var meta = replication.getMetadata();
    return namespaces.stream()
        .map(namespace -> Replicator.inTenant(meta.getNamespace(), meta.getName(), namespace))
        .filter(b -> !Replicator.stands(b, bound.get(b.getMetadata().getNamespace())))
        .toList();
  }

  /** Takes the copies out of all namespaces but these, then the right to write there. */
  private Map<String, Outcome> leave(Replication replication, Set<String> remaining) {
    Map<String, RoleBinding> leaving = bound(replication);
    leaving.keySet().removeAll(remaining);
    var outcomes = upkeep.bring(replication, Replicas.NONE, leaving.keySet(), Set.of());
    outcomes.forEach(
        (namespace, outcome) -> {
          if (outcome.inPlace()) {
            applier.delete(List.of(leaving.get(namespace)));
            upkeep.left(replication, namespace);
          }
        });
    return outcomes;
  }

  /** By namespace, the bindings that stand; a namespace that is deleted takes its copies along. */
  private Map<String, RoleBinding> bound(Replication replication) {
    var meta = replication.getMetadata();
    String name = Replicator.bindingName(meta.getNamespace(), meta.getName());
    var bound = new TreeMap<String, RoleBinding>();
    for (Namespace namespace : informers.of(Namespace.class).list()) {
      String in = namespace.getMetadata().getName();
      RoleBinding binding = informers.of(RoleBinding.class).get(in, name);
      if (binding != null && !namespace.isMarkedForDeletion()) {
        bound.put(in, binding);
      }
    }
    return bound;
  }

  @Override
  public DeleteControl cleanup(Replication replication, Context<Replication> context) {
    if (kindGoes()) {
      return end(replication);
    }
    var halted = Halting.of(department(replication), informers);
    if (halted.isPresent()) {
      patchStatus(new ReplicationRecord(replication, clock).halted(halted.get()).update());
      return DeleteControl.noFinalizerRemoval();
    }
    var left = leave(replication, Set.of());
    if (left.values().stream().allMatch(Outcome::inPlace)) {
      return end(replication);
    }
    patchStatus(
        new ReplicationRecord(replication, clock)
            .carriedOut(Replicas.NONE, Map.of(), left)
            .update());
    return DeleteControl.noFinalizerRemoval().rescheduleAfter(SOON);
  }

  /** Who removes the CRDs has decided nothing about what lies in tenants: copies stay. */
  private boolean kindGoes() {
    var crd = client.apiextensions().v1().customResourceDefinitions().withName(CRD).get();
    return crd == null || crd.isMarkedForDeletion();
  }

  private DeleteControl end(Replication replication) {
    sources.release(replication);
    upkeep.end(replication);
    return DeleteControl.defaultDelete();
  }

  /** A cleanup cannot return a status, so it is written here. */
  private void patchStatus(UpdateControl<Replication> update) {
    if (update.isPatchStatus()) {
      client
          .resource(update.getResource().orElseThrow())
          .subresource("status")
          .patch(ServerSideApply.by(Yunzhi.FIELD_MANAGER).build());
    }
  }

  @Override
  public ErrorStatusUpdateControl<Replication> updateErrorStatus(
      Replication replication, Context<Replication> context, Exception e) {
    var record =
        new ReplicationRecord(replication, clock).heldUp(Reason.FAILED, Failure.message(e));
    return Failure.recorded(record.update(), context.getRetryInfo());
  }

  @Override
  public List<EventSource<?, Replication>> prepareEventSources(
      EventSourceContext<Replication> context) {
    return List.of(
        new InformedEvents<>(
            Namespace.class, informers, this::concerning, ReplicationReconciler::labelsChanged),
        new InformedEvents<>(RoleBinding.class, informers, ReplicationReconciler::boundFor),
        new InformedEvents<>(Department.class, informers, this::below, InformedEvents::specChanged),
        sources);
  }

  /** Those of its department and of all above it. */
  private Collection<ResourceID> concerning(Namespace namespace) {
    var labels = namespace.getMetadata().getLabels();
    if (!labels.containsKey(Labels.TENANT)) {
      return List.of();
    }
    return labels.keySet().stream()
        .filter(label -> label.startsWith(Labels.ANCESTOR_PREFIX))
        .map(label -> label.substring(Labels.ANCESTOR_PREFIX.length()))
        .flatMap(code -> informers.of(Department.class).by(Informers.BY_CODE, code).stream())
        .flatMap(department -> of(department.getMetadata().getName()))
        .toList();
  }

  private static boolean labelsChanged(Namespace before, Namespace after) {
    return !Objects.equals(before.getMetadata().getLabels(), after.getMetadata().getLabels());
  }

  private static Collection<ResourceID> boundFor(RoleBinding binding) {
    String key = Replicator.replicationOf(binding);
    if (key == null) {
      return List.of();
    }
    String[] parts = key.split("/", 2);
    return List.of(new ResourceID(parts[1], parts[0]));
  }

  /** A halt holds all below. */
  private Collection<ResourceID> below(Department changed) {
    return Subtree.of(changed.getMetadata().getName(), informers).stream()
        .flatMap(this::of)
        .toList();
  }

  private Stream<ResourceID> of(String department) {
    return informers.of(Replication.class).inNamespace(HomeNamespace.nameFor(department)).stream()
        .map(ResourceID::fromResource);
  }
}
