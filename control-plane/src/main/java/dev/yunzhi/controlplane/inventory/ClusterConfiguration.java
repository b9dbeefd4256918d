package dev.yunzhi.controlplane.inventory;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The way to the cluster: KUBECONFIG, or the pod's own ServiceAccount. */
@Configuration(proxyBeanMethods = false)
class ClusterConfiguration {
  @Bean
  DepartmentTree departmentTree() {
    return new DepartmentTree();
  }

  @Bean
  TenantBoard tenantBoard() {
    return new TenantBoard();
  }

  @Bean
  @ConditionalOnBooleanProperty(name = "yunzhi.kubernetes.enabled", matchIfMissing = true)
  KubernetesClient kubernetesClient() {
    return new KubernetesClientBuilder().build();
  }
}
