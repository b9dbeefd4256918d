package dev.yunzhi.operator.admission;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.operator.admission.AdmissionRequest.MalformedReview;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionRequestTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | must be an AdmissionReview",
        "{ | the body is not JSON",
        "[] | must be an AdmissionReview",
        "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1beta1\"} | must be an AdmissionReview of admission.k8s.io/v1",
        "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\"} | request.uid is missing",
        "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{\"uid\":\"1\",\"operation\":\"CREATE\"}} | request.kind.kind is missing",
      })
  void whatIsNoReviewIsRefusedWithTheFieldThatIsWrong(String body, String message) {
    assertThatThrownBy(() -> AdmissionRequest.parse(body.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedReview.class)
        .hasMessageContaining(message);
  }
}
