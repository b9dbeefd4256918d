package dev.yunzhi.controlplane.inventory;

import dev.yunzhi.audit.report.AssetColumn;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
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
    PodTemplateSpec template = job.getSpec().getJobTemplate().getSpec().getTemplate();
    PodParts.put(template, facts);
    Specification.of(facts)
        .add("schedule", job.getSpec().getSchedule())
        .add("containers", PodParts.described(template))
        .put();
    facts.put(
        AssetColumn.STATE,
        Boolean.TRUE.equals(job.getSpec().getSuspend()) ? "Suspended" : "Active");
  }

  private static void workload(Integer replicas, PodTemplateSpec template, Facts facts) {
    Specification.of(facts)
        .add("replicas", replicas)
        .add("containers", PodParts.described(template))
        .put();
    facts.put("replicas", replicas);
    PodParts.put(template, facts);
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
    if (claim.getSpec().getResources() != null) {
      facts.put("requests", Governed.amounts(claim.getSpec().getResources().getRequests()));
    }
    facts.put("storageClass", claim.getSpec().getStorageClassName());
    facts.put("volume", claim.getSpec().getVolumeName());
    facts.put(AssetColumn.STATE, claim.getStatus() == null ? null : claim.getStatus().getPhase());
  }

  static void volume(PersistentVolume volume, Facts facts) {
    var spec = volume.getSpec();
    Specification.of(facts)
        .add("capacity", Governed.quota(spec.getCapacity()))
        .add("class", spec.getStorageClassName())
        .add("reclaim", spec.getPersistentVolumeReclaimPolicy())
        .add("claim", claim(spec.getClaimRef()))
        .put();
    facts.put("capacity", Governed.amounts(spec.getCapacity()));
    facts.put("storageClass", spec.getStorageClassName());
    facts.put("claim", claim(spec.getClaimRef()));
    facts.put(AssetColumn.STATE, volume.getStatus() == null ? null : volume.getStatus().getPhase());
  }

  private static String claim(ObjectReference claim) {
    return claim == null ? null : claim.getNamespace() + "/" + claim.getName();
  }

  /** How much of it is used is a counter, and noise: it changes with every Pod. */
  static void quota(ResourceQuota quota, Facts facts) {
    Specification.of(facts).add("hard", Governed.quota(quota.getSpec().getHard())).put();
    facts.put("hard", Governed.amounts(quota.getSpec().getHard()));
  }

  static void namespace(Namespace namespace, Facts facts) {
    facts.put(
        AssetColumn.STATE, namespace.getStatus() == null ? null : namespace.getStatus().getPhase());
  }

  static void node(Node node, Facts facts) {
    Map<String, String> labels =
        Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of());
    NodeCard.put(Objects.requireNonNullElse(node.getMetadata().getAnnotations(), Map.of()), facts);
    if (node.getStatus() != null) {
      var info = node.getStatus().getNodeInfo();
      facts.put("capacity", Governed.amounts(node.getStatus().getCapacity()));
      facts.put("extendedResources", ExtendedResources.ofCapacity(node.getStatus().getCapacity()));
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
