package dev.yunzhi.controlplane.inventory;

import dev.yunzhi.audit.report.AssetColumn;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is a fact of Kubernetes' own objects. Pure. Counters of a status are noise, not facts. */
final class Workloads {
  private Workloads() {}

  static void deployment(Deployment deployment, Facts facts) {
    workload(deployment.getSpec().getReplicas(), deployment.getSpec().getTemplate(), facts);
    if (deployment.getStatus() != null && deployment.getStatus().getConditions() != null) {
      deployment.getStatus().getConditions().stream()
          .filter(condition -> "Available".equals(condition.getType()))
          .findFirst()
          .ifPresent(
              condition ->
                  facts.put(
                      AssetColumn.STATE,
                      "True".equals(condition.getStatus()) ? "Available" : "Unavailable"));
    }
  }

  static void statefulSet(StatefulSet set, Facts facts) {
    workload(set.getSpec().getReplicas(), set.getSpec().getTemplate(), facts);
  }

  static void daemonSet(DaemonSet set, Facts facts) {
    workload(null, set.getSpec().getTemplate(), facts);
  }

  static void job(Job job, Facts facts) {
    workload(job.getSpec().getCompletions(), job.getSpec().getTemplate(), facts);
    if (job.getStatus() != null && job.getStatus().getConditions() != null) {
      job.getStatus().getConditions().stream()
          .filter(condition -> "True".equals(condition.getStatus()))
          .filter(condition -> List.of("Complete", "Failed").contains(condition.getType()))
          .findFirst()
          .ifPresent(condition -> facts.put(AssetColumn.STATE, condition.getType()));
    }
  }

  static void cronJob(CronJob job, Facts facts) {
    Specification.of(facts)
        .add("schedule", job.getSpec().getSchedule())
        .add("containers", containers(job.getSpec().getJobTemplate().getSpec().getTemplate()))
        .put();
    facts.put(
        AssetColumn.STATE,
        Boolean.TRUE.equals(job.getSpec().getSuspend()) ? "Suspended" : "Active");
  }

  private static void workload(Integer replicas, PodTemplateSpec template, Facts facts) {
    Specification.of(facts).add("replicas", replicas).add("containers", containers(template)).put();
  }

  private static String containers(PodTemplateSpec template) {
    return template.getSpec().getContainers().stream()
        .map(Workloads::container)
        .collect(Collectors.joining(", "));
  }

  private static String container(Container container) {
    Map<String, Quantity> requests =
        container.getResources() == null ? null : container.getResources().getRequests();
    return container.getName()
        + " "
        + container.getImage()
        + (requests == null || requests.isEmpty() ? "" : " (" + Governed.quota(requests) + ")");
  }

  static void volumeClaim(PersistentVolumeClaim claim, Facts facts) {
    Specification.of(facts)
        .add(
            "capacity",
            claim.getSpec().getResources() == null
                ? null
                : Governed.quota(claim.getSpec().getResources().getRequests()))
        .add("class", claim.getSpec().getStorageClassName())
        .add("access", String.join(", ", claim.getSpec().getAccessModes()))
        .put();
    facts.put(AssetColumn.STATE, claim.getStatus() == null ? null : claim.getStatus().getPhase());
  }

  static void quota(ResourceQuota quota, Facts facts) {
    Specification.of(facts).add("hard", Governed.quota(quota.getSpec().getHard())).put();
  }

  static void service(Service service, Facts facts) {
    Specification.of(facts)
        .add("type", service.getSpec().getType())
        .add(
            "ports",
            service.getSpec().getPorts().stream()
                .map(Workloads::port)
                .collect(Collectors.joining(", ")))
        .put();
  }

  private static String port(ServicePort port) {
    return port.getPort() + "/" + port.getProtocol();
  }

  static void ingress(Ingress ingress, Facts facts) {
    List<IngressRule> rules = ingress.getSpec().getRules();
    Specification.of(facts)
        .add("class", ingress.getSpec().getIngressClassName())
        .add(
            "hosts",
            (rules == null ? Stream.<IngressRule>empty() : rules.stream())
                .map(IngressRule::getHost)
                .filter(Objects::nonNull)
                .sorted()
                .collect(Collectors.joining(", ")))
        .add(
            "tls",
            ingress.getSpec().getTls() == null || ingress.getSpec().getTls().isEmpty()
                ? "no"
                : "yes")
        .put();
  }

  static void namespace(Namespace namespace, Facts facts) {
    facts.put(
        AssetColumn.STATE, namespace.getStatus() == null ? null : namespace.getStatus().getPhase());
  }

  static void node(Node node, Facts facts) {
    Map<String, String> labels =
        Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of());
    if (node.getStatus() != null) {
      var info = node.getStatus().getNodeInfo();
      Specification.of(facts)
          .add("capacity", Governed.quota(node.getStatus().getCapacity()))
          .add("architecture", info == null ? null : info.getArchitecture())
          .add("operating system", info == null ? null : info.getOsImage())
          .put();
      if (node.getStatus().getConditions() != null) {
        node.getStatus().getConditions().stream()
            .filter(condition -> "Ready".equals(condition.getType()))
            .findFirst()
            .ifPresent(
                condition ->
                    facts.put(
                        AssetColumn.STATE,
                        "True".equals(condition.getStatus()) ? "Ready" : "NotReady"));
      }
    }
    facts.put(
        AssetColumn.PLACE,
        Stream.of("topology.kubernetes.io/region", "topology.kubernetes.io/zone")
            .map(labels::get)
            .filter(Objects::nonNull)
            .collect(Collectors.joining("/")));
  }
}
