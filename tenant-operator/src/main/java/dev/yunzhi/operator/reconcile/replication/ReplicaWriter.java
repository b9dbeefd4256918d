package dev.yunzhi.operator.reconcile.replication;

import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.ReplicatedKind;
import dev.yunzhi.api.v1alpha1.ReplicationFailure;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.model.Replica;
import dev.yunzhi.operator.model.ReplicaContent;
import dev.yunzhi.operator.model.Replicas;
import dev.yunzhi.operator.model.Replicator;
import dev.yunzhi.operator.reconcile.Failure;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Brings the copies of one Replication in one namespace to what they are to be, as the replicator
 * of its home. Objects are made and replaced whole: what somebody else added to a copy goes. Not
 * thread-safe.
 */
final class ReplicaWriter {

  private static final int FORBIDDEN = 403;
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;

  /** The API server sees a new binding within milliseconds. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  private record Id(ReplicatedKind kind, String name) {}

  private final KubernetesClient replicator;
  private final String home;
  private final String replication;
  private final String namespace;
  private final BooleanSupplier patient;

  /**
   * @param replicator acts as the replicator of {@code home}
   * @param patient whether its rights in the namespace may still be on their way
   */
  ReplicaWriter(
      KubernetesClient replicator,
      String home,
      String replication,
      String namespace,
      BooleanSupplier patient) {
    this.replicator = replicator;
    this.home = home;
    this.replication = replication;
    this.namespace = namespace;
    this.patient = patient;
  }

  /**
   * Reads what stands there and writes what differs.
   *
   * @param kinds among which copies are looked for that may stand there
   * @param tried whether the same copies were tried there before; what is not among those that
   *     stand is then asked for first, so that what stays a conflict is not written at again and
   *     again
   */
  Outcome bring(Replicas wanted, Set<ReplicatedKind> kinds, boolean tried) {
    Map<Id, HasMetadata> standing;
    try {
      standing = standing(kinds);
    } catch (KubernetesClientException e) {
      return unread(wanted, e);
    }
    var failures = new ArrayList<ReplicationFailure>();
    var rolesNotInPlace = new HashSet<String>();
    var superfluous = new HashMap<>(standing);
    for (Replica copy : wanted.copies()) {
      if (copy.bindsRole() != null && rolesNotInPlace.contains(copy.bindsRole())) {
        failures.add(waitsForRole(copy));
        continue;
      }
      var id = new Id(copy.kind(), copy.name());
      superfluous.remove(id);
      ReplicationFailure failure = put(copy, standing.get(id), tried);
      if (failure != null) {
        failures.add(failure);
        if (copy.kind() == ReplicatedKind.ROLE) {
          rolesNotInPlace.add(copy.name());
        }
      }
    }
    superfluous.forEach(
        (id, object) -> {
          try {
            replicator.resource(object).delete();
          } catch (KubernetesClientException e) {
            failures.add(failure(id.kind(), id.name(), e));
          }
        });
    return new Outcome(failures);
  }

  private Map<Id, HasMetadata> standing(Set<ReplicatedKind> kinds) {
    var standing = new LinkedHashMap<Id, HasMetadata>();
    for (ReplicatedKind kind : kinds) {
      for (HasMetadata object : patiently(() -> list(kind))) {
        standing.put(new Id(kind, object.getMetadata().getName()), object);
      }
    }
    return standing;
  }

  private List<? extends HasMetadata> list(ReplicatedKind kind) {
    return replicator
        .resources(ReplicaContent.type(kind))
        .inNamespace(namespace)
        .withLabels(Replica.labels(home, replication))
        .list()
        .getItems();
  }

  private ReplicationFailure put(Replica copy, HasMetadata actual, boolean tried) {
    try {
      if (actual == null) {
        HasMetadata other = tried ? get(copy) : null;
        return other == null ? create(copy) : meet(copy, other);
      }
      if (!copy.is(actual)) {
        replace(copy, actual);
      }
      return null;
    } catch (KubernetesClientException e) {
      return failure(copy.kind(), copy.name(), e);
    }
  }

  private ReplicationFailure create(Replica copy) {
    try {
      patiently(() -> replicator.resource(copy.in(namespace, null)).create());
      return null;
    } catch (KubernetesClientException e) {
      HasMetadata other = e.getCode() == CONFLICT ? get(copy) : null;
      if (other == null) {
        throw e;
      }
      return meet(copy, other);
    }
  }

  private HasMetadata get(Replica copy) {
    return replicator
        .resources(ReplicaContent.type(copy.kind()))
        .inNamespace(namespace)
        .withName(copy.name())
        .get();
  }

  /** What is there under its name is a copy of ours that we did not know of, or none. */
  private ReplicationFailure meet(Replica copy, HasMetadata other) {
    var labels = other.getMetadata().getLabels();
    if (labels == null
        || !labels.entrySet().containsAll(Replica.labels(home, replication).entrySet())) {
      return conflict(copy, other);
    }
    if (!copy.is(other)) {
      replace(copy, other);
    }
    return null;
  }

  private <T> T patiently(Supplier<T> request) {
    while (true) {
      try {
        return request.get();
      } catch (KubernetesClientException e) {
        if (!lacksRights(e) || !patient.getAsBoolean()) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void replace(Replica copy, HasMetadata actual) {
    if (ReplicaContent.canBecome(actual, copy.object())) {
      replicator.resource(copy.in(namespace, actual.getMetadata())).update();
    } else {
      replicator.resource(actual).delete();
      replicator.resource(copy.in(namespace, null)).create();
    }
  }

  private ReplicationFailure conflict(Replica copy, HasMetadata other) {
    var labels = other.getMetadata().getLabels();
    String keeper = labels == null ? null : labels.get(Labels.REPLICATION);
    String whose =
        keeper == null
            ? "is the tenant's own"
            : "is the copy of Replication %s/%s"
                .formatted(labels.get(Labels.REPLICATED_FROM), keeper);
    return new ReplicationFailure(
        namespace,
        copy.kind(),
        copy.name(),
        Reason.CONFLICT.wire(),
        "%s %s %s and is left alone; give the source another name, or have it removed."
            .formatted(WireName.of(copy.kind()), copy.name(), whose));
  }

  private ReplicationFailure waitsForRole(Replica copy) {
    return new ReplicationFailure(
        namespace,
        copy.kind(),
        copy.name(),
        Reason.ROLE_NOT_IN_PLACE.wire(),
        "It binds Role %s, whose copy is not in place.".formatted(copy.bindsRole()));
  }

  /** Nothing is known of the copies there: none counts as in place. */
  private Outcome unread(Replicas wanted, KubernetesClientException e) {
    if (wanted.copies().isEmpty()) {
      return new Outcome(
          List.of(
              new ReplicationFailure(
                  namespace, null, null, Reason.FAILED.wire(), Failure.message(e))));
    }
    return new Outcome(
        wanted.copies().stream()
            .map(
                c ->
                    new ReplicationFailure(
                        namespace, c.kind(), c.name(), Reason.FAILED.wire(), Failure.message(e)))
            .toList());
  }

  private ReplicationFailure failure(
      ReplicatedKind kind, String name, KubernetesClientException e) {
    Reason reason =
        switch (e.getCode()) {
          case FORBIDDEN -> lacksRights(e) ? Reason.FAILED : Reason.REFUSED;
          case UNPROCESSABLE -> Reason.REFUSED;
          default -> Reason.FAILED;
        };
    return new ReplicationFailure(namespace, kind, name, reason.wire(), said(e));
  }

  /** RBAC's own words: of several API servers, one may see a new binding later than the others. */
  private boolean lacksRights(KubernetesClientException e) {
    return said(e).contains("User \"%s\" cannot ".formatted(Replicator.userName(home)));
  }

  private static String said(KubernetesClientException e) {
    return e.getStatus() == null || e.getStatus().getMessage() == null
        ? String.valueOf(e.getMessage())
        : e.getStatus().getMessage();
  }
}
