package dev.yunzhi.operator.scan;

import dev.yunzhi.operator.OperatorProperties;
import dev.yunzhi.operator.bundle.PreviewBundles;
import dev.yunzhi.operator.cluster.Agreements;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.cluster.LiveReader;
import dev.yunzhi.operator.cluster.WatchedReader;
import dev.yunzhi.operator.controlplane.AgentLabels;
import dev.yunzhi.operator.decision.Decisions;
import dev.yunzhi.operator.policy.InstalledAdmission;
import dev.yunzhi.operator.policy.Policies;
import dev.yunzhi.operator.policy.Referents;
import dev.yunzhi.operator.policy.ReviewContext;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** The background scan. */
@Configuration(proxyBeanMethods = false)
class ScanConfiguration {

  @Bean
  ScanTotals scanTotals() {
    return new ScanTotals();
  }

  @Bean
  Previews previews() {
    return new Previews();
  }

  @Bean(destroyMethod = "shutdownNow")
  ExecutorService scanExecutor(OperatorProperties properties) {
    return Executors.newFixedThreadPool(
        properties.scan().threads(), new CustomizableThreadFactory("scan-judge-"));
  }

  /** Fetches and parses the next page while one is judged. */
  @Bean(destroyMethod = "shutdownNow")
  ExecutorService scanReader() {
    return Executors.newSingleThreadExecutor(new CustomizableThreadFactory("scan-read-"));
  }

  /**
   * A replica that is gone is missed before somebody else leads: two thirds of the lease, and a
   * renewal until the others see it.
   */
  @Bean
  Replicas replicas(
      KubernetesClient client, AgentLabels labels, OperatorProperties properties, Clock clock) {
    if (!properties.leaderElection().enabled()) {
      return Replicas.alone(labels.id());
    }
    Duration lease = properties.leaderElection().lease();
    return new ReplicaLease(
        client,
        properties.namespace(),
        labels.id(),
        lease.multipliedBy(2).dividedBy(3),
        lease.dividedBy(8),
        clock);
  }

  @Bean
  BackgroundScan backgroundScan(
      KubernetesClient client,
      Informers informers,
      Policies policies,
      WatchedReader watched,
      ReviewContext.Home home,
      InstalledAdmission installed,
      LiveReader live,
      Agreements agreements,
      Decisions decisions,
      ExecutorService scanExecutor,
      ExecutorService scanReader,
      Replicas replicas,
      ScanTotals totals,
      Previews previews,
      Optional<PreviewBundles> previewBundles,
      OperatorProperties properties,
      MeterRegistry meters,
      Clock clock) {
    var pending = new Pending();
    Triggers.subscribe(informers, pending);
    policies.onChange(pending::everything);
    var scope = new ScanScope(informers, installed, Shares.unknown(replicas.shares().self()));
    var pages = new ObjectPages(client, scanReader, installed);
    var judges =
        new Judges(
            new ReviewContext(watched, home, clock),
            () ->
                new Referents(
                    informers, new RememberedReader(informers, live), agreements, installed),
            scanExecutor);
    var findings = new EstateFindings();
    var scan = new EstateScan(pages, scope, policies, judges, findings, decisions, clock);
    return new BackgroundScan(
        client,
        pending,
        replicas,
        scope,
        new KindWatches(client, pages, pending, scope::concerns),
        scan,
        findings,
        new ReportWriting(new ReportStore(client), findings, scope),
        new ExceptionEnds(informers, clock.instant()),
        new PreviewRuns(
            informers, pages, scope, policies, judges, previewBundles, previews, pending::previews),
        new EstateTotals(new ReportCounts(client, pending::others), totals),
        new ScanMeters(meters),
        properties.scan().interval(),
        clock);
  }
}
