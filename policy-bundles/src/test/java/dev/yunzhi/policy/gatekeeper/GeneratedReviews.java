package dev.yunzhi.policy.gatekeeper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/** Reviews of all kinds of objects, the same for the same seed. */
final class GeneratedReviews {
  private static final List<String> KINDS =
      List.of(
          "v1 Pod",
          "v1 Pod",
          "v1 Pod",
          "apps/v1 Deployment",
          "v1 Service",
          "networking.k8s.io/v1 Ingress",
          "extensions/v1beta1 Ingress",
          "v1 Namespace",
          "rbac.authorization.k8s.io/v1 ClusterRole",
          "example.dev/v1 Namespace",
          "example.dev/v1alpha1 Widget");
  private static final List<String> CLUSTER_WIDE =
      List.of("v1 Namespace", "rbac.authorization.k8s.io/v1 ClusterRole");
  private static final List<String> NAMES =
      List.of("web-1", "web-", "Web-22", "side-1", "abcb", "税务", "e\"<b>&", "x.y.z", "1", "web");
  private static final List<String> NAMESPACES =
      List.of("tax-web", "tax", "health", "kube-system", "web-system", "default", "a-web");
  private static final List<String> LABELS =
      List.of("owner", "tier", "stage", "cost-center", "部门", "frozen", "yunzhi.dev/department");
  private static final List<String> LABEL_VALUES =
      List.of("web", "tax", "health", "prod", "test", "0571", "a-b", "A", "", "税\n\t<局>\u2028");
  private static final List<String> IMAGES =
      List.of(
          "registry.example/web:1",
          "registry.example/a@sha256:b",
          "docker.io/library/nginx:latest",
          "a",
          "税/务:latest",
          "evil.example/\"x\"\n");
  private static final List<String> CPUS =
      List.of(
          "'100m'", "'0.5'", "1", "2.5", "'2'", "'1e3m'", "'1 m'", "'3K'", "''", "'0.1m'", "'x'");
  private static final List<String> MEMORIES =
      List.of(
          "'64Mi'", "'1.5Gi'", "'1.1G'", "'1e9'", "'2048Ki'", "'0.1gb'", "'3X'", "'12345678901'");
  private static final List<String> VALUES =
      List.of(
          "0",
          "7",
          "-42",
          "65",
          "22909",
          "128512",
          "9007199254740993",
          "12345678901234567890",
          "1.5",
          "-0.25",
          "0.1",
          "1.0",
          "2.50",
          "1234567.0",
          "1e21",
          "''",
          "'text'",
          "'税 é😀`'",
          "'a\\nb\\\"c\\\\'",
          "true",
          "false",
          "null",
          "[]",
          "{}",
          "[1, 'a', [2.50, null]]",
          "{'b': 1, 'a': [true], '税': {'x': '<&>'}}",
          "[{'k': []}, {'k': {}}]");

  private final Random random;

  GeneratedReviews(long seed) {
    this.random = new Random(seed);
  }

  /** What a template finds in the cluster. */
  ObjectNode inventory() {
    Inventory inventory = new Inventory();
    for (int i = 0; i < 40; i++) {
      inventory.put(object("networking.k8s.io/v1 Ingress"));
      inventory.put(object("extensions/v1beta1 Ingress"));
    }
    for (String name : NAMESPACES.subList(0, 5)) {
      ObjectNode namespace = object("v1 Namespace");
      namespace.withObjectProperty("metadata").put("name", name);
      inventory.put(namespace);
    }
    return inventory.data();
  }

  /** A review, its namespace, its source and the process that it is for. */
  ObjectNode next() {
    String kind = pick(KINDS);
    ObjectNode object = object(kind);
    String operation = pick(List.of("CREATE", "UPDATE", "UPDATE", "DELETE"));
    ObjectNode review = TemplateFile.JSON.createObjectNode();
    review.put("uid", "u" + random.nextInt(1000));
    review.set("kind", kind(kind));
    review.put("name", object.at("/metadata/name").asText());
    String namespace = object.at("/metadata/namespace").asText();
    if (!namespace.isEmpty()) {
      review.put("namespace", namespace);
    }
    review.put("operation", operation);
    review.set(
        "userInfo",
        json(
            "{'username': '%s', 'groups': ['system:authenticated', '%s']}"
                .formatted(
                    pick(List.of("admin", "张三", "system:serviceaccount:a:b", "o\\\"brien")),
                    pick(List.of("g", "系统")))));
    review.set("object", operation.equals("DELETE") ? null : object);
    review.set("oldObject", operation.equals("CREATE") ? null : changed(object, kind));
    review.put("dryRun", false);
    ObjectNode one = TemplateFile.JSON.createObjectNode();
    one.set("review", review);
    one.set("namespace", namespace.isEmpty() ? null : namespace(namespace));
    one.put("source", random.nextInt(4) == 0 ? "Generated" : "Original");
    one.put("process", random.nextInt(3) == 0 ? "audit" : "webhook");
    return one;
  }

  /** What it was before: as it is, or other labels, or another object altogether. */
  private ObjectNode changed(ObjectNode object, String kind) {
    ObjectNode before = object.deepCopy();
    if (random.nextBoolean()) {
      before.set("spec", object(kind).path("spec"));
      labels(before.withObjectProperty("metadata"));
    }
    return before;
  }

  private ObjectNode object(String kind) {
    ObjectNode object = TemplateFile.JSON.createObjectNode();
    object.put("apiVersion", kind.substring(0, kind.indexOf(' ')));
    object.put("kind", kind.substring(kind.indexOf(' ') + 1));
    ObjectNode metadata = object.putObject("metadata");
    if (random.nextInt(10) == 0) {
      metadata.put("generateName", pick(NAMES));
    } else {
      metadata.put("name", pick(NAMES));
    }
    if (!CLUSTER_WIDE.contains(kind)) {
      metadata.put("namespace", pick(NAMESPACES));
    }
    metadata.put("generation", random.nextInt(5));
    labels(metadata);
    object.set("spec", spec(kind));
    ObjectNode values = object.putObject("values");
    values.set("whole", json(pick(VALUES.subList(0, 8))));
    values.set("fraction", json(pick(VALUES.subList(8, 15))));
    values.set("text", json(pick(VALUES.subList(15, 19))));
    values.set("any", json(pick(VALUES)));
    return object;
  }

  private void labels(ObjectNode metadata) {
    metadata.remove("labels");
    if (random.nextInt(6) > 0) {
      ObjectNode labels = metadata.putObject("labels");
      for (int i = random.nextInt(5); i > 0; i--) {
        labels.put(pick(LABELS), pick(LABEL_VALUES));
      }
    }
  }

  private ObjectNode spec(String kind) {
    if (kind.endsWith("Pod")) {
      return pod();
    }
    ObjectNode spec = TemplateFile.JSON.createObjectNode();
    if (kind.endsWith("Deployment")) {
      spec.put("replicas", random.nextInt(4));
      spec.putObject("template").set("spec", pod());
    } else if (kind.endsWith("Service")) {
      spec.put("type", pick(List.of("ClusterIP", "NodePort")));
      spec.putArray("loadBalancerSourceRanges")
          .add(pick(List.of("10.1.0.0/16", "192.0.2.0/24", "10.0.0.0/7", "none")));
    } else if (kind.endsWith("Ingress")) {
      for (int i = random.nextInt(3); i >= 0; i--) {
        spec.withArray("rules")
            .addObject()
            .put(
                "host",
                pick(List.of("a.example", "b.example", "税.example", "c" + random.nextInt(40))));
      }
    }
    return spec;
  }

  private ObjectNode pod() {
    ObjectNode pod = TemplateFile.JSON.createObjectNode();
    for (String of : List.of("containers", "initContainers", "ephemeralContainers")) {
      ArrayNode containers = pod.putArray(of);
      for (int i = random.nextInt(3); i > 0; i--) {
        containers.add(container());
      }
      if (containers.isEmpty()) {
        pod.remove(of);
      }
    }
    return pod;
  }

  private ObjectNode container() {
    ObjectNode container = TemplateFile.JSON.createObjectNode();
    container.put("name", pick(List.of("web", "side", "税")));
    container.put("image", pick(IMAGES));
    if (random.nextBoolean()) {
      container.set(
          "securityContext",
          json(
              "{'privileged': %s, 'capabilities': {'drop': ['ALL'], 'add': [%s]}}"
                  .formatted(random.nextBoolean(), random.nextBoolean() ? "'NET_ADMIN', 1" : "")));
    }
    if (random.nextInt(3) > 0) {
      container.set(
          "resources",
          json("{'limits': {'cpu': %s, 'memory': %s}}".formatted(pick(CPUS), pick(MEMORIES))));
    }
    return container;
  }

  private ObjectNode namespace(String name) {
    ObjectNode namespace = object("v1 Namespace");
    namespace.withObjectProperty("metadata").put("name", name);
    return namespace;
  }

  private static ObjectNode kind(String kind) {
    int space = kind.indexOf(' ');
    int slash = kind.indexOf('/');
    ObjectNode node = TemplateFile.JSON.createObjectNode();
    node.put("group", kind.substring(0, Math.max(slash, 0)));
    node.put("version", kind.substring(slash + 1, space));
    return node.put("kind", kind.substring(space + 1));
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** JSON with single quotes. */
  private static JsonNode json(String text) {
    try {
      return TemplateFile.JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
