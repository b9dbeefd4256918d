package dev.yunzhi.operator;

import dev.yunzhi.operator.cluster.Agreements;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.cluster.LiveReader;
import dev.yunzhi.operator.cluster.SharedParts;
import dev.yunzhi.operator.cluster.WatchedReader;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** The way to the cluster, found as kubectl finds it: KUBECONFIG, or the pod's ServiceAccount. */
@Configuration(proxyBeanMethods = false)
class ClusterConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** For what is to be done now and then, or later. */
  @Bean(destroyMethod = "shutdownNow")
  ScheduledExecutorService background() {
    return Executors.newScheduledThreadPool(2, new CustomizableThreadFactory("background-"));
  }

  @Bean
  KubernetesClient kubernetesClient() {
    return new KubernetesClientBuilder().build();
  }

  @Bean
  SharedParts sharedParts() {
    return new SharedParts();
  }

  /** The first lists come in while the rest of the program is put together. */
  @Bean(initMethod = "start")
  Informers informers(KubernetesClient client, Clock clock, SharedParts parts) {
    return Informers.ofHome(client, clock, parts);
  }

  @Bean
  Agreements agreements(Informers informers, Clock clock) {
    return new Agreements(informers, clock);
  }

  @Bean
  LiveReader liveReader(KubernetesClient client) {
    return new LiveReader(client);
  }

  @Bean
  WatchedReader watchedReader(Informers informers, LiveReader live) {
    return new WatchedReader(informers, live);
  }
}
