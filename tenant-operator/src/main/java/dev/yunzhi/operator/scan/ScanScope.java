package dev.yunzhi.operator.scan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.model.NamespaceOwner;
import dev.yunzhi.operator.policy.InstalledAdmission;
import io.fabric8.kubernetes.api.model.Namespace;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which namespaces this replica judges, and which kinds have objects in them: of an estate's many
 * namespaces most hold few kinds, and what is not there need not be listed. Thread-safe.
 */
final class ScanScope {

  private final Informers informers;
  private final InstalledAdmission installed;
  private volatile Shares shares;
  private final Map<String, Set<ScannedKind>> present = new ConcurrentHashMap<>();

  /**
   * @param installed what of admission is the chart's
   * @param shares to begin with
   */
  ScanScope(Informers informers, InstalledAdmission installed, Shares shares) {
    this.informers = informers;
    this.installed = installed;
    this.shares = shares;
  }

  /** How the estate is shared out. */
  Shares shares() {
    return shares;
  }

  /** From here on it is shared out like this. */
  void share(Shares now) {
    shares = now;
  }

  /** Whether it is a tenant's, and of this replica's share. */
  boolean judges(String namespace) {
    return isTenants(namespace) && shares.mine(namespace);
  }

  /** Whether an object is of this replica's share of what {@link #concerned} says. */
  boolean judges(ScannedKind kind, JsonNode object) {
    return concerned(kind, object) && shares.mine(object.at("/metadata/namespace").asText());
  }

  /**
   * Whether policies speak of an object, whoever judges it: what is on its way out is left alone,
   * as at admission.
   */
  boolean concerned(ScannedKind kind, JsonNode object) {
    JsonNode meta = object.path("metadata");
    if (!kind.namespaced()) {
      return !meta.has("deletionTimestamp")
          && (!kind.admission() || installed.of(kind.kind(), meta.path("name").asText()) != null);
    }
    boolean ours =
        kind.labelIsGuarded() && meta.path("labels").path(Labels.MANAGED).asText().equals("true");
    return !ours && !meta.has("deletionTimestamp") && isTenants(meta.path("namespace").asText());
  }

  private boolean isTenants(String namespace) {
    return NamespaceOwner.isTenants(informers.of(Namespace.class).get(namespace));
  }

  /** The department that an object belongs to; empty when that is not known, or it is nobody's. */
  String department(Judged judged) {
    return judged.kind() == ScannedKind.TENANT
        ? judged.review().at("/object/spec/department").asText()
        : NamespaceOwner.labels(informers.of(Namespace.class).get(judged.namespace()))
            .getOrDefault(Labels.DEPARTMENT, "");
  }

  /**
   * Whether changes in it matter here: it is judged, or was.
   *
   * @param namespace empty for what is in none
   */
  boolean concerns(String namespace) {
    return (namespace.isEmpty() || present.containsKey(namespace) || isTenants(namespace))
        && shares.mine(namespace);
  }

  /** Whether this replica can still write something in it. */
  boolean stays(String namespace) {
    if (!shares.mine(namespace)) {
      return false;
    }
    if (namespace.isEmpty()) {
      return true;
    }
    Namespace found = informers.of(Namespace.class).get(namespace);
    return found != null && found.getMetadata().getDeletionTimestamp() == null;
  }

  /** There is, or was, an object of the kind. */
  void saw(String namespace, ScannedKind kind) {
    present.compute(
        namespace,
        (n, before) -> {
          Set<ScannedKind> kinds =
              before == null ? EnumSet.noneOf(ScannedKind.class) : EnumSet.copyOf(before);
          kinds.add(kind);
          return kinds;
        });
  }

  /** Kinds of which there may be objects. */
  Set<ScannedKind> kinds(String namespace) {
    return present.getOrDefault(namespace, Set.of());
  }
}
