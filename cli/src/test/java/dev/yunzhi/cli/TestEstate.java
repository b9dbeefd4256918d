package dev.yunzhi.cli;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;

/** The objects of {@code estate.yaml}. */
final class TestEstate {

  private static final List<HasMetadata> OBJECTS = load();

  private static List<HasMetadata> load() {
    var serialization = new KubernetesSerialization();
    serialization.registerKubernetesResource(Department.class);
    serialization.registerKubernetesResource(Tenant.class);
    serialization.registerKubernetesResource(PolicyException.class);
    return serialization.unmarshal(TestEstate.class.getResourceAsStream("estate.yaml"));
  }

  static <T extends HasMetadata> List<T> all(Class<T> kind) {
    return OBJECTS.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private TestEstate() {}
}
