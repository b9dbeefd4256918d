package dev.yunzhi.controlplane.inventory;

import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.audit.report.AssetColumn;
import dev.yunzhi.controlplane.inventory.Seen.Owner;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
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
 * @param parts what stands in the record instead of the object; null is the object itself
 * @param optional whether a cluster may be without the kind: its CRD can be installed later
 */
record AssetKind<T extends HasMetadata>(
    Class<T> type,
    String selector,
    Predicate<T> counts,
    Function<T, Owner> owner,
    BiConsumer<T, Facts> describe,
    BiFunction<T, Instant, List<Seen>> parts,
    boolean optional) {

  /** Of a kind that every cluster has. */
  AssetKind(
      Class<T> type,
      String selector,
      Predicate<T> counts,
      Function<T, Owner> owner,
      BiConsumer<T, Facts> describe) {
    this(type, selector, counts, owner, describe, null, false);
  }

  /** Belongs to the tenant of its namespace, or to nobody. */
  static <T extends HasMetadata> AssetKind<T> inNamespace(
      Class<T> type, BiConsumer<T, Facts> describe) {
    return new AssetKind<>(type, null, object -> true, object -> Owner.UNSAID, describe);
  }

  /** Reports of policies: what is kept of them is what they found. */
  static <T extends HasMetadata & FoundByPolicies.Report> AssetKind<T> findings(Class<T> type) {
    return new AssetKind<>(
        type,
        Labels.MANAGED,
        report -> true,
        report -> Owner.UNSAID,
        (report, facts) -> {},
        FoundByPolicies::of,
        true);
  }

  AssetKind<T> where(Predicate<T> counting) {
    return new AssetKind<>(type, selector, counting, owner, describe, parts, optional);
  }

  /** The same of clusters that have the kind. */
  AssetKind<T> whereThereIs() {
    return new AssetKind<>(type, selector, counts, owner, describe, parts, true);
  }

  /** As the record names it. */
  String name() {
    return parts == null ? type.getSimpleName() : AssetFilter.FINDING;
  }

  /** What a look at an object found. */
  List<Seen> seen(T object, Instant at) {
    return parts == null ? List.of(Seen.of(this, object, at)) : parts.apply(object, at);
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
