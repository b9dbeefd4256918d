package dev.yunzhi.operator.tls;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Has the API server trust our certificate: writes {@code caBundle} into our own webhooks. */
final class WebhookTrust {

  private static final String NAME = "yunzhi";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesClient client;

  WebhookTrust(KubernetesClient client) {
    this.client = client;
  }

  /** Writes only what differs. Configurations that are not there (yet) are left for later. */
  void ensure(String authorities) {
    String bundle =
        Base64.getEncoder().encodeToString(authorities.getBytes(StandardCharsets.US_ASCII));
    var webhooks = client.admissionRegistration().v1();
    var validating = webhooks.validatingWebhookConfigurations().withName(NAME);
    ValidatingWebhookConfiguration ours = validating.get();
    if (ours != null) {
      var configs = new LinkedHashMap<String, WebhookClientConfig>();
      ours.getWebhooks().forEach(w -> configs.put(w.getName(), w.getClientConfig()));
      patch(validating, configs, bundle);
    }
    var mutating = webhooks.mutatingWebhookConfigurations().withName(NAME);
    MutatingWebhookConfiguration stamping = mutating.get();
    if (stamping != null) {
      var configs = new LinkedHashMap<String, WebhookClientConfig>();
      stamping.getWebhooks().forEach(w -> configs.put(w.getName(), w.getClientConfig()));
      patch(mutating, configs, bundle);
    }
  }

  private static void patch(
      Resource<?> configuration, Map<String, WebhookClientConfig> configs, String bundle) {
    if (configs.values().stream().allMatch(c -> bundle.equals(c.getCaBundle()))) {
      return;
    }
    var patch = JSON.createObjectNode();
    ArrayNode webhooks = patch.putArray("webhooks");
    configs
        .keySet()
        .forEach(
            name ->
                webhooks
                    .addObject()
                    .put("name", name)
                    .putObject("clientConfig")
                    .put("caBundle", bundle));
    configuration.patch(PatchContext.of(PatchType.STRATEGIC_MERGE), patch.toString());
  }
}
