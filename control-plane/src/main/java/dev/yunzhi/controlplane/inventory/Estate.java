package dev.yunzhi.controlplane.inventory;

import dev.yunzhi.audit.report.AssetColumn;
import dev.yunzhi.controlplane.inventory.Seen.Owner;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One cluster as it stands now, no more of it than is a fact: what the record will be told next.
 * Whose something is, tenants and projects say, which stand in the estate of the home cluster.
 * Thread-safe. As large as the cluster has objects, whatever their size.
 */
final class Estate {
  private static final String TENANT = AssetKinds.TENANT.name();
  private static final String PROJECT = AssetKinds.PROJECT.name();
  private static final String NAMESPACE = AssetKinds.NAMESPACE.name();

  /** Facts that everything in a tenant has from the tenant, and those it has from the project. */
  private static final List<AssetColumn> FROM_TENANT =
      List.of(
          AssetColumn.PROTECTION_LEVEL,
          AssetColumn.DATA_CLASS,
          AssetColumn.CUSTODIAN,
          AssetColumn.EXPIRES);

  private static final List<AssetColumn> FROM_PROJECT =
      List.of(AssetColumn.APPROVAL, AssetColumn.FUND_SOURCE, AssetColumn.ACCEPTANCE);

  private final Estate home;
  private final String cloud;
  private final Map<Seen.Key, Seen> objects = new HashMap<>();
  private final Map<String, Set<Seen.Key>> byKind = new HashMap<>();
  private final Map<String, Map<String, Seen.Key>> byName = new HashMap<>();
  private final Map<String, Set<Seen.Key>> byNamespace = new HashMap<>();
  private final Map<Seen.Key, Instant> removed = new HashMap<>();

  /** Of the home cluster. */
  Estate() {
    this.home = this;
    this.cloud = null;
  }

  /**
   * Of a further cluster.
   *
   * @param home who owns what
   * @param cloud name of the Cloud. What lies on it of a tenant that lies elsewhere is nobody's
   *     asset there: two Clouds may lead to one cluster
   */
  Estate(Estate home, String cloud) {
    this.home = home;
    this.cloud = cloud;
  }

  /**
   * Something as the record is to have it.
   *
   * @param facts its own and those it has from its tenant and project
   */
  record Standing(Seen seen, Owner owner, Map<String, Object> facts) {}

  /**
   * Takes in a look at an object.
   *
   * @return what the record has to be told about: nothing when the look found nothing new
   */
  synchronized Set<Seen> put(Seen seen) {
    Seen before = objects.put(seen.key(), seen);
    byKind.computeIfAbsent(seen.key().kind(), k -> new HashSet<>()).add(seen.key());
    byName
        .computeIfAbsent(seen.key().kind(), k -> new HashMap<>())
        .put(seen.namespace() + "/" + seen.name(), seen.key());
    byNamespace.computeIfAbsent(seen.namespace(), n -> new HashSet<>()).add(seen.key());
    return before != null && before.saysTheSameAs(seen) ? Set.of() : touchedBy(seen);
  }

  /** Takes an object out; the same answer as {@link #put}. */
  synchronized Set<Seen> remove(Seen.Key key, Instant at) {
    removed.put(key, at);
    Seen gone = objects.remove(key);
    if (gone == null) {
      return Set.of();
    }
    byKind.get(key.kind()).remove(key);
    byName.get(key.kind()).remove(gone.namespace() + "/" + gone.name(), key);
    Set<Seen.Key> beside = byNamespace.get(gone.namespace());
    beside.remove(key);
    if (beside.isEmpty()) {
      byNamespace.remove(gone.namespace());
    }
    return touchedBy(gone);
  }

  /**
   * Takes in a full list of a kind that was asked for at an instant. What was seen or removed since
   * is newer than the list and stays.
   */
  synchronized Set<Seen> replace(String kind, Collection<Seen> list, Instant asked) {
    Set<Seen> touched = new HashSet<>();
    Set<Seen.Key> listed = new HashSet<>();
    for (Seen seen : list) {
      listed.add(seen.key());
      Seen known = objects.get(seen.key());
      boolean newer = known != null && known.at().isAfter(asked);
      if (!newer && !removed.containsKey(seen.key())) {
        touched.addAll(put(seen));
      }
    }
    for (Seen.Key known : List.copyOf(byKind.getOrDefault(kind, Set.of()))) {
      if (!listed.contains(known) && !objects.get(known).at().isAfter(asked)) {
        touched.addAll(remove(known, asked));
      }
    }
    removed.keySet().removeIf(key -> key.kind().equals(kind));
    return touched;
  }

  /** Forgets everything: it may have been another cluster's. */
  synchronized void clear() {
    objects.clear();
    byKind.clear();
    byName.clear();
    byNamespace.clear();
    removed.clear();
  }

  /**
   * What has its owner or a fact from tenants among those that were touched at home.
   *
   * @param atHome as {@link #put} of the home estate answered
   */
  synchronized Set<Seen> ownedBy(Collection<Seen> atHome) {
    Set<Seen> touched = new HashSet<>();
    for (Seen seen : atHome) {
      if (seen.key().kind().equals(TENANT)) {
        ofTenant(seen.name(), touched);
      }
    }
    return touched;
  }

  private Set<Seen> touchedBy(Seen seen) {
    Set<Seen> touched = new HashSet<>();
    touched.add(seen);
    if (seen.key().kind().equals(NAMESPACE)) {
      inNamespace(seen.name(), touched);
    } else if (seen.key().kind().equals(TENANT)) {
      ofTenant(seen.name(), touched);
    } else if (seen.key().kind().equals(PROJECT)) {
      for (Seen.Key tenant : byName.getOrDefault(TENANT, Map.of()).values()) {
        if (seen.name().equals(objects.get(tenant).owner().project())) {
          touched.add(objects.get(tenant));
          ofTenant(objects.get(tenant).name(), touched);
        }
      }
    }
    return touched;
  }

  private void inNamespace(String namespace, Set<Seen> into) {
    byNamespace.getOrDefault(namespace, Set.of()).forEach(key -> into.add(objects.get(key)));
  }

  private void ofTenant(String tenant, Set<Seen> into) {
    for (Seen.Key namespace : byName.getOrDefault(NAMESPACE, Map.of()).values()) {
      if (tenant.equals(objects.get(namespace).owner().tenant())) {
        into.add(objects.get(namespace));
        inNamespace(objects.get(namespace).name(), into);
      }
    }
  }

  /** How an object stands; null when it is gone or is nobody's asset. */
  synchronized Standing standing(Seen.Key key) {
    Seen seen = objects.get(key);
    return seen == null ? null : standing(seen);
  }

  /** All that stand, of one kind. */
  synchronized List<Standing> standing(String kind) {
    return byKind.getOrDefault(kind, Set.of()).stream()
        .map(objects::get)
        .map(this::standing)
        .filter(standing -> standing != null)
        .toList();
  }

  private Standing standing(Seen seen) {
    Owner owner = seen.owner();
    Map<String, Object> facts = new HashMap<>();
    if (home != this) {
      facts.put(AssetColumn.PLACE.key(), cloud);
    }
    boolean governed = !owner.equals(Owner.UNSAID);
    if (!governed && !seen.namespace().isEmpty()) {
      Seen namespace = named(NAMESPACE, seen.namespace());
      if (namespace == null) {
        return null;
      }
      owner = namespace.owner();
    }
    // An estate asks that of home while it is locked, and home never asks another.
    Seen tenant = owner.tenant() == null ? null : home.named(TENANT, owner.tenant());
    if (tenant != null) {
      if (home != this && !cloud.equals(tenant.facts().get(Governed.CLOUD))) {
        return null;
      }
      owner = tenant.owner();
      inherit(FROM_TENANT, tenant, facts);
    }
    Seen project = owner.project() == null ? null : home.named(PROJECT, owner.project());
    if (project != null) {
      inherit(FROM_PROJECT, project, facts);
    }
    facts.putAll(seen.facts());
    return new Standing(seen, owner, facts);
  }

  private static void inherit(List<AssetColumn> columns, Seen from, Map<String, Object> into) {
    for (AssetColumn column : columns) {
      Object value = from.facts().get(column.key());
      if (value != null) {
        into.put(column.key(), value);
      }
    }
  }

  private synchronized Seen named(String kind, String name) {
    Seen.Key key = byName.getOrDefault(kind, Map.of()).get("/" + name);
    return key == null ? null : objects.get(key);
  }
}
