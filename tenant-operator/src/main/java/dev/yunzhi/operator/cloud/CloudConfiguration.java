package dev.yunzhi.operator.cloud;

import dev.yunzhi.operator.OperatorProperties;
import dev.yunzhi.operator.cluster.Applier;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.cluster.SharedParts;
import dev.yunzhi.operator.cluster.TenantCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The clusters that tenants lie on. */
@Configuration(proxyBeanMethods = false)
class CloudConfiguration {

  /** Of the reconciliations that go on at once, one cloud gets a quarter. */
  private static final int SHARE = 4;

  @Bean
  Clouds clouds(
      KubernetesClient client,
      Informers informers,
      Applier applier,
      SharedParts parts,
      OperatorProperties properties,
      Clock clock) {
    return new Clouds(
        TenantCluster.home(client, informers, applier),
        new Wiring(
            client,
            properties.namespace(),
            properties.clouds().probe(),
            properties.clouds().timeout(),
            Math.max(1, properties.concurrency() / SHARE),
            parts,
            clock));
  }
}
