package dev.yunzhi.controlplane.gap;

import dev.yunzhi.audit.gap.AuditGaps;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.controlplane.YunzhiProperties;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.store.ReplicaLock;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The watch over the counters of the cluster's API servers. */
@Configuration(proxyBeanMethods = false)
class GapConfiguration {
  /** "yunzhig" in ASCII: nobody else's by accident. */
  private static final long LOCK = 0x79756e7a686967L;

  private static final Duration WHOLE_PAGE = Duration.ofSeconds(30);

  @Bean
  AuditGaps auditGaps(DataSource source, Ledger ledger, YunzhiProperties properties) {
    return new AuditGaps(
        source, ledger, properties.cluster(), properties.audit().gaps().longestTry());
  }

  @Bean
  @ConditionalOnBooleanProperty(name = "yunzhi.kubernetes.enabled", matchIfMissing = true)
  GapWatch gapWatch(
      Database database,
      KubernetesClient client,
      AuditGaps gaps,
      GapMetrics metrics,
      DataSource source,
      YunzhiProperties properties,
      Clock clock) {
    return new GapWatch(
        database,
        new ApiServerCounters(client, clock, WHOLE_PAGE),
        gaps,
        metrics,
        new ReplicaLock(source, LOCK, "reads the API server's counters"),
        properties.audit().gaps().every());
  }
}
