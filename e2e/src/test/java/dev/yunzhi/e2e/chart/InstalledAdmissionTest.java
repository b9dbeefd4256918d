package dev.yunzhi.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** {@code templates/admission/installed.yaml}: what the scan holds admission against. */
class InstalledAdmissionTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<Class<? extends HasMetadata>> KINDS =
      Set.of(
          ValidatingWebhookConfiguration.class,
          MutatingWebhookConfiguration.class,
          ValidatingAdmissionPolicy.class,
          ValidatingAdmissionPolicyBinding.class);

  @Test
  void itHoldsAllWebhooksGuardsAndBindingsOfTheChartAsTheyAre() throws Exception {
    Manifest manifest = Chart.template();
    Map<String, JsonNode> written = new TreeMap<>();
    for (var entry : manifest.one(ConfigMap.class, "yunzhi-admission").getData().entrySet()) {
      written.put(entry.getKey(), JSON.readTree(entry.getValue()));
    }

    Map<String, JsonNode> rendered = new TreeMap<>();
    for (HasMetadata object : manifest.objects()) {
      if (KINDS.contains(object.getClass())) {
        ObjectNode tree = (ObjectNode) JSON.readTree(Serialization.asJson(object));
        tree.remove("metadata");
        rendered.put(object.getKind() + "." + object.getMetadata().getName(), tree);
      }
    }
    assertThat(rendered).hasSizeGreaterThan(20);
    assertThat(written).isEqualTo(rendered);
  }

  @Test
  void aFurtherCloudHasNone() {
    assertThat(Chart.template("cloud.home=false").all(ConfigMap.class)).isEmpty();
  }
}
