package dev.yunzhi.operator.admission;

import dev.yunzhi.operator.admission.AdmissionRequest.MalformedReview;
import java.nio.charset.StandardCharsets;

/** Reviews as the API server sends them. */
final class Reviews {

  static AdmissionRequest request(String operation, String kind, String object, String oldObject)
      throws MalformedReview {
    return AdmissionRequest.parse(
        """
        {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {
          "uid": "u1", "operation": "%s", "namespace": "dept-tax", "name": "n",
          "kind": {"group": "yunzhi.dev", "version": "v1alpha1", "kind": "%s"},
          "userInfo": {"username": "zhang"}, "object": %s, "oldObject": %s}}
        """
            .formatted(operation, kind, object, oldObject)
            .getBytes(StandardCharsets.UTF_8));
  }

  private Reviews() {}
}
