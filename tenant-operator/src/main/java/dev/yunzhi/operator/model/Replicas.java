package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.ReplicatedKind;
import dev.yunzhi.api.v1alpha1.Replication;
import dev.yunzhi.api.v1alpha1.ReplicationSource;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.operator.condition.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The copies that a Replication wants in each of its namespaces.
 *
 * @param copies in the order in which they are made: a Role before what binds it
 * @param faults sources that cannot be copied
 */
public record Replicas(List<Replica> copies, List<Fault> faults) {

  /** Whoever could copy these would make tokens of other people's accounts. */
  private static final Set<String> TOKENS =
      Set.of("kubernetes.io/service-account-token", "bootstrap.kubernetes.io/token");

  private static final String VIEWER = "yunzhi-tenant-viewer";

  /** No copies at all. */
  public static final Replicas NONE = new Replicas(List.of(), List.of());

  /** A source that is not copied, why, and what would be right. */
  public record Fault(Reason reason, String message) {}

  /**
   * Looks at each source that the spec names.
   *
   * @param sources finds a source; null when there is none
   */
  public static Replicas of(
      Replication replication, Function<ReplicationSource, HasMetadata> sources) {
    var copies = new ArrayList<Replica>();
    var faults = new ArrayList<Fault>();
    var named = Set.copyOf(replication.getSpec().sources());
    for (ReplicationSource source : inOrder(replication.getSpec().sources())) {
      HasMetadata object = sources.apply(source);
      Fault fault = fault(source, object, named);
      if (fault == null) {
        copies.add(Replica.of(object, replication.getMetadata().getName()));
      } else {
        faults.add(fault);
      }
    }
    return new Replicas(List.copyOf(copies), List.copyOf(faults));
  }

  private static List<ReplicationSource> inOrder(List<ReplicationSource> sources) {
    return sources.stream()
        .sorted(Comparator.comparing(ReplicationSource::kind))
        .collect(Collectors.toList());
  }

  private static Fault fault(
      ReplicationSource source, HasMetadata object, Set<ReplicationSource> named) {
    String what = WireName.of(source.kind()) + " " + source.name();
    if (object == null) {
      return new Fault(
          Reason.SOURCE_NOT_FOUND,
          "%s does not exist here: create it, or take it out of spec.sources.".formatted(what));
    }
    if (object instanceof Secret secret && TOKENS.contains(secret.getType())) {
      return new Fault(
          Reason.NOT_REPLICABLE,
          "%s is of type %s, which is never copied.".formatted(what, secret.getType()));
    }
    if (object instanceof RoleBinding binding) {
      var role = binding.getRoleRef();
      boolean known =
          "Role".equals(role.getKind())
              ? named.contains(new ReplicationSource(ReplicatedKind.ROLE, role.getName()))
              : VIEWER.equals(role.getName());
      if (!known) {
        return new Fault(
            Reason.NOT_REPLICABLE,
            "%s binds %s %s: let it bind ClusterRole %s, or a Role that spec.sources names too."
                .formatted(what, role.getKind(), role.getName(), VIEWER));
      }
    }
    return null;
  }
}
