package dev.yunzhi.operator;

import dev.yunzhi.operator.cluster.Informers;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The way to the cluster, found as kubectl finds it: KUBECONFIG, or the pod's ServiceAccount. */
@Configuration(proxyBeanMethods = false)
class ClusterConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  KubernetesClient kubernetesClient() {
    return new KubernetesClientBuilder().build();
  }

  @Bean
  Informers informers(KubernetesClient client, Clock clock) {
    return new Informers(client, clock);
  }
}
