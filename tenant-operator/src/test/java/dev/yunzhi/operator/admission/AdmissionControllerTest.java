package dev.yunzhi.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.operator.admission.AdmissionRequest.MalformedReview;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AdmissionControllerTest {

  private static final String POD =
      """
      {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {
        "uid": "u1", "operation": "CREATE", "namespace": "n", "name": "web",
        "kind": {"group": "", "version": "v1", "kind": "Pod"},
        "userInfo": {"username": "zhang"}, "object": {}}}
      """;

  /** Whatever is not there to judge fails as anything unforeseen does. */
  private final AdmissionController controller =
      new AdmissionController(null, null, null, null, new SimpleMeterRegistry());

  @Test
  void whatCannotBeJudgedIsDenied() throws MalformedReview {
    byte[] answer = controller.policies(POD.getBytes(StandardCharsets.UTF_8)).getBody();

    assertThat(new String(answer, StandardCharsets.UTF_8))
        .contains("\"allowed\":false", "could not be judged, so it is denied", "无法完成策略检查");
  }
}
