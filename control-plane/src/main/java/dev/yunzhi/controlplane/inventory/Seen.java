package dev.yunzhi.controlplane.inventory;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.Map;

/**
 * What a look at an object of the cluster found worth keeping.
 *
 * @param namespace empty for what belongs to no namespace
 * @param facts of the object itself, as {@link Facts} names them; nothing that changes while
 *     nothing happens
 * @param owner what it says about whom it belongs to
 * @param at when it was looked at
 */
record Seen(
    Key key, String namespace, String name, Map<String, Object> facts, Owner owner, Instant at) {
  Seen {
    facts = Map.copyOf(facts);
  }

  /** Tells an object from all others that ever were. */
  record Key(String kind, String uid) {}

  /**
   * Names as far as the object itself says them; null where it does not, and the namespace's tenant
   * decides.
   */
  record Owner(String department, String tenant, String project) {
    static final Owner UNSAID = new Owner(null, null, null);
  }

  static <T extends HasMetadata> Seen of(AssetKind<T> kind, T object, Instant at) {
    String namespace = object.getMetadata().getNamespace();
    return new Seen(
        new Key(kind.name(), object.getMetadata().getUid()),
        namespace == null ? "" : namespace,
        object.getMetadata().getName(),
        kind.facts(object),
        kind.owner().apply(object),
        at);
  }

  boolean saysTheSameAs(Seen other) {
    return facts.equals(other.facts) && owner.equals(other.owner);
  }
}
