package dev.yunzhi.controlplane.inventory;

import dev.yunzhi.audit.report.AssetColumn;
import dev.yunzhi.controlplane.inventory.Seen.Owner;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A kind of Kubernetes objects that the inventory keeps, and what of an object is a fact.
 *
 * @param type class of the objects
 * @param selector of labels; null is all
 * @param counts whether an object is an asset
 * @param owner what an object says about whom it belongs to
 * @param describe puts the kind's own facts beside those that every object has
 * @param optional whether a cluster may be without the kind: its CRD can be installed later
 */
record AssetKind<T extends HasMetadata>(
    Class<T> type,
    String selector,
    Predicate<T> counts,
    Function<T, Owner> owner,
    BiConsumer<T, Facts> describe,
    boolean optional) {

  /** Of a kind that every cluster has. */
  AssetKind(
      Class<T> type,
      String selector,
      Predicate<T> counts,
      Function<T, Owner> owner,
      BiConsumer<T, Facts> describe) {
    this(type, selector, counts, owner, describe, false);
  }

  /** Belongs to the tenant of its namespace, or to nobody. */
  static <T extends HasMetadata> AssetKind<T> inNamespace(
      Class<T> type, BiConsumer<T, Facts> describe) {
    return new AssetKind<>(type, null, object -> true, object -> Owner.UNSAID, describe);
  }

  AssetKind<T> where(Predicate<T> counting) {
    return new AssetKind<>(type, selector, counting, owner, describe, optional);
  }

  /** The same of clusters that have the kind. */
  AssetKind<T> whereThereIs() {
    return new AssetKind<>(type, selector, counts, owner, describe, true);
  }

  String name() {
    return type.getSimpleName();
  }

  Map<String, Object> facts(T object) {
    Facts facts = new Facts();
    facts.put(AssetColumn.ACQUIRED, object.getMetadata().getCreationTimestamp());
    describe.accept(object, facts);
    if (object.getMetadata().getDeletionTimestamp() != null) {
      facts.put(AssetColumn.STATE, "Terminating");
    }
    return facts.members();
  }
}
