package dev.yunzhi.controlplane.publication;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.policy.gatekeeper.ConstraintDefinition;
import dev.yunzhi.policy.gatekeeper.ConstraintTemplate;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kinds of constraints at the API server: a CRD for each template that was accepted. What
 * others made is left alone. A CRD goes once its template is gone and no constraint of the kind is
 * left: deleting it would delete them, which nobody could take back, and without the template they
 * hold nothing up. Not thread-safe.
 */
final class ConstraintKinds {
  private static final Logger LOG = LoggerFactory.getLogger(ConstraintKinds.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DIGEST = "yunzhi.dev/definition-digest";
  private static final ResourceDefinitionContext CRD =
      new ResourceDefinitionContext.Builder()
          .withGroup("apiextensions.k8s.io")
          .withVersion("v1")
          .withKind("CustomResourceDefinition")
          .withPlural("customresourcedefinitions")
          .withNamespaced(false)
          .build();

  private final KubernetesClient client;

  ConstraintKinds(KubernetesClient client) {
    this.client = client;
  }

  /**
   * How it stands with a kind.
   *
   * @param served whether constraints of it are taken
   * @param failure why its CRD could not be made; null when it could
   */
  record Kind(boolean served, String failure) {}

  /**
   * Brings the CRDs into line; writes nothing where they are.
   *
   * @param accepted templates that constraints can be of
   * @param all names of all templates that there are
   * @return by the name of the template, of those accepted and of those that have a CRD already
   * @throws KubernetesClientException if the API server does not answer
   */
  Map<String, Kind> reconcile(Collection<ConstraintTemplate> accepted, Set<String> all) {
    Map<String, CustomResourceDefinition> ours = new HashMap<>();
    client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withLabel(Labels.MANAGED, "true")
        .list()
        .getItems()
        .stream()
        .filter(crd -> crd.getSpec().getGroup().equals(ConstraintDefinition.GROUP))
        .forEach(crd -> ours.put(crd.getMetadata().getName(), crd));
    Map<String, Kind> kinds = new LinkedHashMap<>();
    for (ConstraintTemplate template : accepted) {
      Optional<CustomResourceDefinition> present =
          Optional.ofNullable(ours.get(ConstraintDefinition.name(template.name())));
      kinds.put(template.name(), kind(template, present));
    }
    for (CustomResourceDefinition crd : ours.values()) {
      String template = crd.getSpec().getNames().getPlural();
      if (all.contains(template)) {
        kinds.putIfAbsent(template, standing(crd));
      } else {
        removeUnused(crd);
      }
    }
    return kinds;
  }

  private Kind kind(ConstraintTemplate template, Optional<CustomResourceDefinition> present) {
    ObjectNode wanted = ConstraintDefinition.of(template);
    String digest = Hash.sha256(wanted.toString().getBytes(StandardCharsets.UTF_8)).toString();
    if (present.isPresent()
        && digest.equals(present.get().getMetadata().getAnnotations().get(DIGEST))) {
      return standing(present.get());
    }
    String name = wanted.at("/metadata/name").asText();
    try {
      if (present.isEmpty()
          && client.apiextensions().v1().customResourceDefinitions().withName(name).get() != null) {
        return new Kind(
            false,
            "CustomResourceDefinition %s is there already and is not ours; if nothing else looks after it, give it to us: kubectl label crd %s %s=true"
                .formatted(name, name, Labels.MANAGED));
      }
      wanted.withObjectProperty("metadata").putObject("labels").put(Labels.MANAGED, "true");
      wanted.withObjectProperty("metadata").putObject("annotations").put(DIGEST, digest);
      client
          .genericKubernetesResources(CRD)
          .resource(JSON.convertValue(wanted, GenericKubernetesResource.class))
          .patch(ServerSideApply.OURS);
      LOG.info("CustomResourceDefinition {} is made or changed", name);
      // It takes the API server a moment to serve it.
      return new Kind(false, null);
    } catch (KubernetesClientException e) {
      return new Kind(
          present.map(ConstraintKinds::standing).filter(Kind::served).isPresent(), e.getMessage());
    }
  }

  /** A kind whose names another has is never served. */
  private static Kind standing(CustomResourceDefinition crd) {
    return new Kind(
        is(crd, "Established", "True").isPresent(), is(crd, "NamesAccepted", "False").orElse(null));
  }

  /** The message of a condition, if it is so. */
  private static Optional<String> is(CustomResourceDefinition crd, String type, String status) {
    return crd.getStatus() == null || crd.getStatus().getConditions() == null
        ? Optional.empty()
        : crd.getStatus().getConditions().stream()
            .filter(c -> c.getType().equals(type) && c.getStatus().equals(status))
            .map(c -> c.getMessage() == null ? type : c.getMessage())
            .findFirst();
  }

  private void removeUnused(CustomResourceDefinition crd) {
    var constraints =
        new ResourceDefinitionContext.Builder()
            .withGroup(ConstraintDefinition.GROUP)
            .withVersion(ConstraintDefinition.VERSION)
            .withKind(crd.getSpec().getNames().getKind())
            .withPlural(crd.getSpec().getNames().getPlural())
            .withNamespaced(false)
            .build();
    var one = new ListOptionsBuilder().withLimit(1L).build();
    if (!client.genericKubernetesResources(constraints).list(one).getItems().isEmpty()) {
      return;
    }
    client.resource(crd).lockResourceVersion(crd.getMetadata().getResourceVersion()).delete();
    LOG.info(
        "CustomResourceDefinition {} is deleted: its template is gone and there are no constraints",
        crd.getMetadata().getName());
  }
}
