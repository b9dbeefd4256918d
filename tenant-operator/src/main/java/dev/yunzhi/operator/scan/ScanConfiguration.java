package dev.yunzhi.operator.scan;

import dev.yunzhi.operator.OperatorProperties;
import dev.yunzhi.operator.bundle.PreviewBundles;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.cluster.WatchedReader;
import dev.yunzhi.operator.decision.Decisions;
import dev.yunzhi.operator.policy.Policies;
import dev.yunzhi.operator.policy.Referents;
import dev.yunzhi.operator.policy.ReviewContext;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** The background scan; who leads starts it. */
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

  @Bean
  BackgroundScan backgroundScan(
      KubernetesClient client,
      Informers informers,
      Policies policies,
      WatchedReader watched,
      ReviewContext.Home home,
      Referents referents,
      Decisions decisions,
      ExecutorService scanExecutor,
      ExecutorService scanReader,
      ScanTotals totals,
      Previews previews,
      Optional<PreviewBundles> previewBundles,
      OperatorProperties properties,
      MeterRegistry meters,
      Clock clock) {
    var pending = new Pending();
    Triggers.subscribe(informers, pending);
    policies.onChange(pending::everything);
    var scope = new ScanScope(informers);
    var pages = new ObjectPages(client, scanReader);
    var context = new ReviewContext(watched, home, clock);
    var findings = new EstateFindings();
    var scan =
        new EstateScan(
            pages, scope, policies, context, referents, scanExecutor, findings, decisions, clock);
    return new BackgroundScan(
        client,
        pending,
        scope,
        new KindWatches(client, pages, pending, scope::concerns),
        scan,
        findings,
        new ReportWriting(new ReportStore(client), findings, scope::stays),
        new ExceptionEnds(informers, clock.instant()),
        new PreviewRuns(
            informers,
            pages,
            scope,
            policies,
            context,
            referents,
            scanExecutor,
            previewBundles,
            previews,
            pending::previews),
        totals,
        new ScanMeters(meters),
        properties.scan().interval(),
        clock);
  }
}
