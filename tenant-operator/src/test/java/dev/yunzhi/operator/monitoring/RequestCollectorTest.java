package dev.yunzhi.operator.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.TenantRequest;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestCollectorTest {

  private static final String PLATFORM_OPEN =
      "[{stage: Platform, missing: 1}, {stage: Security, missing: 0, decision: Approved}]";

  @Test
  void theOldestOfThoseThatWaitForAStageIsTold() throws IOException {
    assertThat(
            of(
                waiting("1970-01-01T00:02:00Z", PLATFORM_OPEN),
                waiting("1970-01-01T00:01:00Z", PLATFORM_OPEN),
                waiting("1970-01-01T00:03:00Z", "[{stage: DataReturn, missing: 1}]"),
                request("Granted", "conditions: []")))
        .containsExactlyInAnyOrder(
            "yunzhi_requests{department=\"huzhou\",phase=\"AwaitingApproval\",} 3.0",
            "yunzhi_requests{department=\"huzhou\",phase=\"Granted\",} 1.0",
            "yunzhi_requests_waiting{department=\"huzhou\",stage=\"Platform\",} 2.0",
            "yunzhi_requests_waiting{department=\"huzhou\",stage=\"DataReturn\",} 1.0",
            "yunzhi_requests_waiting_since_timestamp_seconds{department=\"huzhou\",stage=\"Platform\",} 60.0",
            "yunzhi_requests_waiting_since_timestamp_seconds{department=\"huzhou\",stage=\"DataReturn\",} 180.0");
  }

  @Test
  void whatIsHeldUpOtherwiseWaitsForNoStage() throws IOException {
    assertThat(of(request("Blocked", "stages: " + PLATFORM_OPEN)))
        .containsExactly("yunzhi_requests{department=\"huzhou\",phase=\"Blocked\",} 1.0");
  }

  @Test
  void whatNobodyHasJudgedYetIsInNoPhase() throws IOException {
    assertThat(of(request(null, "nextStep: x"))).isEmpty();
  }

  private static List<String> of(TenantRequest... requests) throws IOException {
    return Exposition.of(new RequestCollector(() -> List.of(requests)));
  }

  private static TenantRequest waiting(String since, String stages) {
    return request(
        "AwaitingApproval",
        "conditions: [{type: Approved, status: 'False', lastTransitionTime: '%s'}]\n  stages: %s"
            .formatted(since, stages));
  }

  private static TenantRequest request(String phase, String status) {
    return Serialization.unmarshal(
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: TenantRequest
        metadata: {name: r, namespace: dept-huzhou}
        spec: {project: p}
        status:
          %s
          %s
        """
            .formatted(phase == null ? "tenant: t" : "phase: " + phase, status),
        TenantRequest.class);
  }
}
