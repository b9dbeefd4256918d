package dev.yunzhi.policy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Reviews of every kind that a policy goes by, at a protection level of choice. */
final class LeveledReviews {

  /**
   * One thing that may be otherwise.
   *
   * @param pointer where; without effect on a review that has not what it stands in
   * @param value null takes away what is there
   */
  record Variation(String pointer, String value) {
    void apply(ObjectNode input) {
      JsonPointer place = JsonPointer.compile(pointer);
      if (input.at(place.head()) instanceof ObjectNode parent) {
        String field = place.last().getMatchingProperty();
        if (value == null) {
          parent.remove(field);
        } else {
          parent.set(field, tree(value));
        }
      }
    }
  }

  /** Kinds of reviews, as {@link #of} takes them. */
  static final List<String> KINDS =
      List.of(
          "TenantRequest",
          "TenantRequest of a change",
          "Tenant",
          "Tenant that changes",
          "Pod",
          "Deployment",
          "StatefulSet",
          "PersistentVolumeClaim",
          "Ingress",
          "Service",
          "NetworkPolicy",
          "Agreement");

  private static final String SPEC = "/review/object/spec/";
  private static final String CONTEXT = "/context/";

  static final List<Variation> VARIATIONS = variations();

  private static List<Variation> variations() {
    var all = new ArrayList<Variation>();
    for (String field :
        List.of(
            "project",
            "purpose",
            "owner",
            "custodian",
            "quota",
            "startsAt",
            "expiresAt",
            "system",
            "compliance",
            "backupPlace",
            "dataClass",
            "environment",
            "tls",
            "template",
            "storageClassName",
            "podSelector")) {
      all.add(new Variation(SPEC + field, null));
    }
    for (String environment : List.of("Production", "Development", "Emergency")) {
      all.add(new Variation(SPEC + "environment", "'" + environment + "'"));
    }
    for (String day :
        List.of("2026-11-01", "2026-07-01", "2026-01-01", "2025-06-01", "2023-01-01")) {
      all.add(new Variation(SPEC + "compliance/testedOn", "'" + day + "'"));
      all.add(new Variation(SPEC + "compliance/cryptographyAssessedOn", "'" + day + "'"));
      all.add(new Variation(CONTEXT + "project/completedOn", "'" + day + "'"));
    }
    for (String dataClass : List.of("'General'", "'Important'", "'Core'")) {
      all.add(new Variation(CONTEXT + "tenant/dataClass", dataClass));
      all.add(new Variation(CONTEXT + "flows/0/from/dataClass", dataClass));
    }
    for (String level : List.of("1", "2", "3", "4")) {
      all.add(new Variation(CONTEXT + "cloud/protectionLevel", level));
      all.add(new Variation(CONTEXT + "flows/0/to/protectionLevel", level));
      all.add(
          new Variation(
              CONTEXT + "poolTenants", "[{'name': 'other', 'protectionLevel': " + level + "}]"));
    }
    all.add(new Variation(CONTEXT + "cloud/region", "'eu-central-1'"));
    all.add(new Variation(CONTEXT + "cloud/category", "'Departmental'"));
    all.add(new Variation(CONTEXT + "project/approvalNumber", null));
    all.add(new Variation(CONTEXT + "project/systems", null));
    all.add(new Variation(CONTEXT + "likeProjects", "[{'name': 'other', 'department': 'other'}]"));
    all.add(new Variation(CONTEXT + "department/level", "'County'"));
    all.add(new Variation(CONTEXT + "request/idleNotice", "'2026-11-01'"));
    all.add(new Variation(CONTEXT + "quota/asked", "{'requests.cpu': 5}"));
    all.add(new Variation(CONTEXT + "quota/asked", "{'requests.cpu': 512}"));
    all.add(new Variation(CONTEXT + "disruptionBudgets", "[{'matchLabels': {'app': 'web'}}]"));
    all.add(new Variation(CONTEXT + "storageClass/parameters", "{'encrypted': 'true'}"));
    all.add(new Variation(CONTEXT + "storageClass/reclaimPolicy", "'Retain'"));
    all.add(new Variation(CONTEXT + "tenant/nodePool", "'gold'"));
    all.add(new Variation(CONTEXT + "namespace/networkPolicies", "[]"));
    all.add(new Variation(CONTEXT + "bounds", "{'storageClasses': [], 'exposure': 'None'}"));
    all.add(new Variation(SPEC + "nodePool", "'gold'"));
    all.add(new Variation(SPEC + "dedicatedNetwork", "'业务专网'"));
    all.add(new Variation(SPEC + "exemption", "{'legalBasis': '某法'}"));
    all.add(new Variation(SPEC + "purpose", "'机密★10年'"));
    all.add(new Variation(SPEC + "replicas", "1"));
    all.add(new Variation(SPEC + "type", "'LoadBalancer'"));
    all.add(new Variation(SPEC + "hostPID", "true"));
    all.add(new Variation(SPEC + "nodeSelector", "{'yunzhi.dev/node-pool': 'gold'}"));
    all.add(new Variation(SPEC + "ingress", "[{}]"));
    all.add(new Variation(SPEC + "template/spec/topologySpreadConstraints", "[{}]"));
    all.add(
        new Variation(
            "/review/object/metadata/annotations",
            "{'nginx.ingress.kubernetes.io/ssl-ciphers': 'RC4-MD5', 'secrecy': 'secret'}"));
    return List.copyOf(all);
  }

  /** A review of the kind with the variations, at no level yet. */
  static ObjectNode of(String kind, List<Variation> variations) {
    ObjectNode input = Reviews.createPod(Reviews.allowedPodSpec());
    String name = kind.split(" ", 2)[0];
    boolean changes = kind.contains(" ");
    ObjectNode review = (ObjectNode) input.path("review");
    ObjectNode context = (ObjectNode) input.path("context");
    review.withObjectProperty("kind").put("kind", name).put("group", group(name));
    review.withObjectProperty("resource").put("group", group(name)).put("resource", "any");
    context.withObjectProperty("cloud").put("category", "Government");
    if (group(name).equals("yunzhi.dev")) {
      context.remove(List.of("tenant", "namespace"));
      context.set("project", tree(PROJECT));
      context.set("department", tree("{'name': 'tax-bureau', 'level': 'Province'}"));
      context.set("quota", tree("{'asked': {'requests.cpu': 4}, 'approved': {'requests.cpu': 4}}"));
    }
    ((ObjectNode) review.path("object")).set("spec", spec(name));
    if (changes && name.equals("Tenant")) {
      review.put("operation", "UPDATE");
      review.set("oldObject", tree("{'spec': {'purpose': '从前'}}"));
    }
    if (changes && name.equals("TenantRequest")) {
      context.set("request", tree("{'tenant': 'tax', 'changed': []}"));
    }
    if (name.equals("Agreement")) {
      context.set(
          "flows",
          tree("[{'from': {'name': 'tax'}, 'to': {'name': 'portal', 'dataClass': 'General'}}]"));
    }
    if (name.equals("PersistentVolumeClaim")) {
      context.set("storageClass", tree("{'name': 'fast', 'reclaimPolicy': 'Delete'}"));
    }
    variations.forEach(variation -> variation.apply(input));
    return input;
  }

  /**
   * The review at a level: of what is asked for, of the tenant it lies in, and of the one whose
   * data flows.
   *
   * @param level null for one that nobody knows
   */
  static ObjectNode at(Integer level, ObjectNode input) {
    ObjectNode leveled = input.deepCopy();
    String value = level == null ? null : level.toString();
    for (String pointer : List.of(SPEC, CONTEXT + "tenant/", CONTEXT + "flows/0/from/")) {
      boolean ofPods =
          pointer.equals(SPEC) && !leveled.at("/review/kind/group").asText().equals("yunzhi.dev");
      if (!ofPods) {
        new Variation(pointer + "protectionLevel", value).apply(leveled);
      }
    }
    return leveled;
  }

  private static String group(String kind) {
    return switch (kind) {
      case "TenantRequest", "Tenant", "Agreement" -> "yunzhi.dev";
      case "Deployment", "StatefulSet" -> "apps";
      case "Ingress", "NetworkPolicy" -> "networking.k8s.io";
      default -> "";
    };
  }

  private static JsonNode spec(String kind) {
    return switch (kind) {
      case "TenantRequest", "Tenant" -> tree(ASKED);
      case "Deployment", "StatefulSet" -> {
        ObjectNode spec =
            (ObjectNode)
                tree("{'replicas': 2, 'template': {'metadata': {'labels': {'app': 'web'}}}}");
        ((ObjectNode) spec.path("template")).set("spec", Reviews.allowedPodSpec());
        yield spec;
      }
      case "PersistentVolumeClaim" -> tree("{'storageClassName': 'fast'}");
      case "Ingress" ->
          tree("{'rules': [{'host': 'a.gov.example'}], 'tls': [{'hosts': ['a.gov.example']}]}");
      case "Service" -> tree("{'type': 'ClusterIP', 'ports': [{'port': 80}]}");
      case "NetworkPolicy" -> tree("{'podSelector': {}, 'ingress': []}");
      case "Agreement" -> tree("{'with': 'health', 'purpose': '共享'}");
      default -> Reviews.allowedPodSpec();
    };
  }

  private static final String PROJECT =
      """
      {'name': 'tax-online', 'approvalNumber': '1', 'fundSource': '财政', 'planYear': 2026,
       'expertReview': {'date': '2026-02-20'}, 'systems': [{'name': '平台', 'catalogueNumber': '1'}]}
      """;

  private static final String ASKED =
      """
      {'project': 'tax-online', 'purpose': '办税', 'environment': 'Production', 'dataClass': 'General',
       'system': '平台', 'backupPlace': '灾备中心', 'custodian': '资产科',
       'compliance': {'filingNumber': '1', 'testedOn': '2026-06-01', 'cryptographyAssessedOn': '2026-06-01'},
       'owner': {'name': '办公室', 'phone': '0571-0000000'}, 'quota': {'requests.cpu': '4'},
       'startsAt': '2026-11-01T00:00:00+08:00', 'expiresAt': '2028-10-31T00:00:00+08:00'}
      """;

  private static JsonNode tree(String text) {
    try {
      return Reviews.JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private LeveledReviews() {}
}
