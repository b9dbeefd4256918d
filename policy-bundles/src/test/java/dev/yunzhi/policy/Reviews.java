package dev.yunzhi.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Inputs for the engine: reviews of pods in a namespace that is otherwise in order. */
final class Reviews {
  static final ObjectMapper JSON = new ObjectMapper();

  static final String DIGEST =
      "@sha256:9b2a3f1c5d7e8f60123456789abcdef0123456789abcdef0123456789abcdef0";

  private Reviews() {}

  static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** A pod's spec that every policy lets pass. */
  static ObjectNode allowedPodSpec() {
    return json(
        """
        {"securityContext": {"runAsNonRoot": true, "seccompProfile": {"type": "RuntimeDefault"}},
         "containers": [
           {"name": "web", "image": "registry.gov.example/tax/web:1.0%s",
            "securityContext": {
              "allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}}}]}
        """
            .formatted(DIGEST));
  }

  /** The creation of a pod in the namespace tax-web. */
  static ObjectNode createPod(ObjectNode spec) {
    ObjectNode input =
        json(
            """
            {"review": {
               "uid": "1", "operation": "CREATE", "namespace": "tax-web", "name": "web",
               "kind": {"group": "", "version": "v1", "kind": "Pod"},
               "resource": {"group": "", "version": "v1", "resource": "pods"},
               "userInfo": {"username": "zhang"},
               "object": {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}}},
             "context": {
               "now": "2026-11-24T08:00:00Z",
               "tenant": {"name": "tax", "department": "tax-bureau", "protectionLevel": 3,
                          "environment": "Production", "namespaces": ["tax-web"]},
               "cloud": {"name": "home", "protectionLevel": 3, "region": "cn"},
               "exceptions": [],
               "namespace": {"name": "tax-web", "labels": {}, "networkPolicies": [
                 {"metadata": {"name": "yunzhi-default-deny"},
                  "spec": {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}}]}}}
            """);
    ((ObjectNode) input.at("/review/object")).set("spec", spec);
    return input;
  }
}
