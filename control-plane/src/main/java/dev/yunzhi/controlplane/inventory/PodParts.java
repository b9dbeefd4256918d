package dev.yunzhi.controlplane.inventory;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is a fact of the Pods that a workload makes. Ephemeral containers are none: Kubernetes takes
 * them in a Pod alone, never in a workload's template. Pure.
 */
final class PodParts {
  private PodParts() {}

  static void put(PodTemplateSpec template, Facts facts) {
    facts.put("images", images(template));
    facts.put("extendedResources", ExtendedResources.amounts(requests(template)));
  }

  /** {@code web registry/web@sha256:… (cpu=1), …}; an init container says that it is one. */
  static String described(PodTemplateSpec template) {
    return Stream.concat(
            initial(template).map(container -> "init " + described(container)),
            lasting(template).map(PodParts::described))
        .collect(Collectors.joining(", "));
  }

  private static String described(Container container) {
    Map<String, Quantity> requests =
        container.getResources() == null ? null : container.getResources().getRequests();
    return container.getName()
        + " "
        + container.getImage()
        + (requests == null || requests.isEmpty() ? "" : " (" + Governed.quota(requests) + ")");
  }

  /** Of all containers, each once, in order. */
  private static List<String> images(PodTemplateSpec template) {
    return Stream.concat(initial(template), lasting(template))
        .map(Container::getImage)
        .filter(Objects::nonNull)
        .distinct()
        .sorted()
        .toList();
  }

  /** Of one Pod, while it runs. What is limited and not requested is requested. */
  private static Map<String, BigDecimal> requests(PodTemplateSpec template) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    lasting(template)
        .map(Container::getResources)
        .filter(Objects::nonNull)
        .forEach(
            resources ->
                asked(resources)
                    .forEach(
                        (name, amount) ->
                            sums.merge(name, amount.getNumericalAmount(), BigDecimal::add)));
    return sums;
  }

  private static Map<String, Quantity> asked(ResourceRequirements resources) {
    Map<String, Quantity> asked = new TreeMap<>();
    if (resources.getLimits() != null) {
      asked.putAll(resources.getLimits());
    }
    if (resources.getRequests() != null) {
      asked.putAll(resources.getRequests());
    }
    return asked;
  }

  private static Stream<Container> initial(PodTemplateSpec template) {
    List<Container> initial = template.getSpec().getInitContainers();
    return initial == null ? Stream.empty() : initial.stream();
  }

  private static Stream<Container> lasting(PodTemplateSpec template) {
    return template.getSpec().getContainers().stream();
  }
}
