package dev.yunzhi.e2e.guard;

import static dev.yunzhi.e2e.guard.GuardedEstate.HOME_NAMESPACE;
import static dev.yunzhi.e2e.guard.GuardedEstate.TENANT_NAMESPACE;
import static dev.yunzhi.e2e.guard.Refusals.assertForbidden;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.PolicyExceptionSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An exception is asked for where it is to hold, in the name of whoever asks. */
@OnGuardedEstate
class ExceptionGuardTest {

  private final GuardedEstate estate;

  ExceptionGuardTest(GuardedEstate estate) {
    this.estate = estate;
  }

  @Test
  void ownersAskInTheirTenantAndDepartmentsInTheirHome() {
    var asked = estate.owner().resource(exception("asked", TENANT_NAMESPACE, "alice")).create();
    assertThat(asked.getSpec().requestedBy()).isEqualTo("alice");
    try (KubernetesClient department = estate.as("dora")) {
      department.resource(exception("asked", HOME_NAMESPACE, "dora")).create();
    }
  }

  @Test
  void nobodyAsksInSomebodyElsesName() {
    assertForbidden(
        () -> estate.owner().resource(exception("other", TENANT_NAMESPACE, "bob")).create(),
        "spec.requestedBy must be alice, who asks for the exception",
        "请勿填写");
    assertForbidden(
        () -> estate.owner().resource(exception("nobody", TENANT_NAMESPACE, null)).create(),
        "spec.requestedBy must be alice");
  }

  @Test
  void nobodyAsksWhereNobodyWouldLook() {
    assertForbidden(
        () -> estate.administrator().resource(exception("elsewhere", "default", "admin")).create(),
        "namespace default is neither the home of a department nor a tenant's",
        "既不是部门的主命名空间");
  }

  private static PolicyException exception(String name, String namespace, String by) {
    PolicyException exception = new PolicyException();
    exception.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
    exception.setSpec(
        new PolicyExceptionSpec(
            List.of("SEC-019"),
            List.of("Pod"),
            List.of("old"),
            "迁移中",
            null,
            "2027-10-31T00:00:00Z",
            by));
    return exception;
  }
}
