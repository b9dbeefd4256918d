package dev.yunzhi.operator.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.cluster.Agreements;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.cluster.Reader;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.storage.StorageClass;

/**
 * Adds to {@code input.context} what the object under review refers to, for the kinds whose
 * policies go by it. Everything else is left as lean as it was. Thread-safe.
 */
public final class Referents {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** No policy asks for them below. */
  private static final int BUDGETS_FROM_LEVEL = 3;

  private final Informers informers;
  private final Reader live;
  private final Agreements agreements;
  private final HostHolders hosts;
  private final InstalledAdmission installed;

  /**
   * @param live for what must not lag behind, or is not watched
   * @param installed what the chart installs of admission
   */
  public Referents(
      Informers informers, Reader live, Agreements agreements, InstalledAdmission installed) {
    this.installed = installed;
    this.informers = informers;
    this.live = live;
    this.agreements = agreements;
    this.hosts = new HostHolders(informers, live);
  }

  /**
   * Adds to a context.
   *
   * @param review {@code AdmissionReview.request}
   * @return the same context
   */
  public ObjectNode addTo(ObjectNode context, JsonNode review) {
    JsonNode object = review.path("object");
    switch (review.at("/kind/kind").asText()) {
      case "PersistentVolumeClaim" -> putStorage(context, object.path("spec"));
      case "Ingress", "HTTPRoute", "GRPCRoute", "TLSRoute", "Gateway" ->
          hosts.put(context, review.path("namespace").asText(), object.path("spec"));
      case "Deployment", "StatefulSet" -> putBudgets(context, review.path("namespace").asText());
      case "NetworkPolicy" -> putPartners(context);
      case "Tenant" -> putPoolTenants(context, object);
      case "ValidatingWebhookConfiguration",
          "MutatingWebhookConfiguration",
          "ValidatingAdmissionPolicy",
          "ValidatingAdmissionPolicyBinding" ->
          putInstalled(context, review);
      default -> {}
    }
    return context;
  }

  /** Claims are rare beside pods, so nothing of this is watched. */
  private void putStorage(ObjectNode context, JsonNode spec) {
    StorageClass found = find(StorageClass.class, spec.path("storageClassName").asText());
    if (found != null) {
      context
          .putObject("storageClass")
          .put("name", found.getMetadata().getName())
          .put("provisioner", found.getProvisioner())
          .put("reclaimPolicy", found.getReclaimPolicy())
          .set("parameters", JSON.valueToTree(found.getParameters()));
    }
    PersistentVolume volume = find(PersistentVolume.class, spec.path("volumeName").asText());
    if (volume != null) {
      putVolume(context.putObject("volume"), volume);
    }
  }

  /** Of tenants that have to stay up; nothing of this is watched. */
  private void putBudgets(ObjectNode context, String namespace) {
    if (context.at("/tenant/protectionLevel").asInt() < BUDGETS_FROM_LEVEL) {
      return;
    }
    ArrayNode selectors = context.putArray("disruptionBudgets");
    for (PodDisruptionBudget budget : live.list(PodDisruptionBudget.class, namespace)) {
      selectors.add(JSON.<JsonNode>valueToTree(budget.getSpec().getSelector()));
    }
  }

  private static void putVolume(ObjectNode node, PersistentVolume volume) {
    var labels = volume.getMetadata().getLabels();
    if (labels != null && labels.containsKey(Labels.TENANT)) {
      node.put("tenant", labels.get(Labels.TENANT));
    }
    var claim = volume.getSpec().getClaimRef();
    if (claim != null) {
      node.putObject("claimRef")
          .put("namespace", claim.getNamespace())
          .put("name", claim.getName());
    }
    if (volume.getSpec().getHostPath() != null) {
      node.put("onNode", "hostPath");
    } else if (volume.getSpec().getLocal() != null) {
      node.put("onNode", "local");
    }
  }

  private void putInstalled(ObjectNode context, JsonNode review) {
    JsonNode its = installed.of(review.at("/kind/kind").asText(), review.path("name").asText());
    if (its != null) {
      context.set("installed", its);
    }
  }

  private <T extends HasMetadata> T find(Class<T> kind, String name) {
    return name.isEmpty() ? null : live.get(kind, null, name);
  }

  private void putPartners(ObjectNode context) {
    JsonNode tenant = context.path("tenant");
    if (tenant.isObject()) {
      agreements
          .partners(tenant.path("name").asText(), tenant.path("department").asText())
          .forEach(context.putArray("partners")::add);
    }
  }

  /** Who runs in the node pool already. */
  private void putPoolTenants(ObjectNode context, JsonNode tenant) {
    String pool = tenant.at("/spec/nodePool").asText();
    if (pool.isEmpty()) {
      return;
    }
    var others = context.putArray("poolTenants");
    for (Tenant other : informers.of(Tenant.class).list()) {
      String name = other.getMetadata().getName();
      if (pool.equals(other.getSpec().nodePool())
          && !name.equals(tenant.at("/metadata/name").asText())) {
        others
            .addObject()
            .put("name", name)
            .put("protectionLevel", other.getSpec().protectionLevel());
      }
    }
  }
}
