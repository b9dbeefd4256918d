package dev.yunzhi.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import org.junit.jupiter.api.Test;

/** {@code templates/guard}: what holds while the operator is down. */
class GuardTemplatesTest {

  private static final Manifest MANIFEST = Chart.template();

  @Test
  void everyGuardIsInForceAndFailsClosed() {
    assertThat(MANIFEST.all(ValidatingAdmissionPolicy.class))
        .isNotEmpty()
        .allSatisfy(
            guard -> {
              var binding =
                  MANIFEST.one(
                      ValidatingAdmissionPolicyBinding.class, guard.getMetadata().getName());
              assertThat(guard.getSpec().getFailurePolicy()).isEqualTo("Fail");
              assertThat(binding.getSpec().getPolicyName())
                  .isEqualTo(guard.getMetadata().getName());
              assertThat(binding.getSpec().getValidationActions()).contains("Deny");
              assertThat(binding.getSpec().getMatchResources()).isNull();
            });
  }

  @Test
  void everyRefusalSpeaksBothLanguages() {
    assertThat(MANIFEST.all(ValidatingAdmissionPolicy.class))
        .allSatisfy(
            guard ->
                assertThat(guard.getSpec().getValidations())
                    .isNotEmpty()
                    .allSatisfy(
                        validation ->
                            assertThat(validation.getMessageExpression())
                                .contains(" / ")
                                .containsPattern("[\\u4e00-\\u9fff]{4}")));
  }

  @Test
  void guardsNameTheOperatorOfTheReleasesNamespace() {
    var manifest =
        Manifest.parse(
            Chart.helm("template", "y", Chart.FOLDER, "-n", "elsewhere", "--kube-version", "1.36.3")
                .orThrow());

    assertThat(
            manifest
                .one(ValidatingAdmissionPolicy.class, "yunzhi-managed-objects")
                .getSpec()
                .getValidations()
                .get(0)
                .getExpression())
        .contains("'system:serviceaccount:elsewhere:tenant-operator'");
  }
}
