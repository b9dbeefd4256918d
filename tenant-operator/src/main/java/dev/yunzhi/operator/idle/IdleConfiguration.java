package dev.yunzhi.operator.idle;

import dev.yunzhi.operator.OperatorProperties;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.http.RemoteClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Use is measured where somebody says which Prometheus to ask; nobody is idle elsewhere. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("yunzhi.idle.prometheus.url")
class IdleConfiguration {

  @Bean(initMethod = "start")
  Measuring measuring(OperatorProperties properties, Clock clock, MeterRegistry meters) {
    var settings = properties.idle();
    var prometheus = settings.prometheus();
    var client = new RemoteClient(prometheus.url(), prometheus.caFile(), prometheus.tokenFile());
    return new Measuring(
        new UseQueries(
            new PrometheusApi(client, prometheus.timeout(), prometheus.maxAnswer().toBytes()),
            Map.of("cpu", prometheus.cpu(), "memory", prometheus.memory()),
            settings.window(),
            prometheus.step()),
        settings.interval(),
        clock,
        meters);
  }

  @Bean
  IdleTenants idleTenants(
      Measuring measuring, Informers informers, OperatorProperties properties, Clock clock) {
    var settings = properties.idle();
    IdleTerms terms = terms(settings);
    long samples = UseQueries.expected(settings.window(), settings.prometheus().step());
    return new IdleTenants(
        measuring,
        new TenantMeasure(terms, samples * settings.coverage() / 100.0),
        new Objections(informers, settings.window()),
        terms,
        clock);
  }

  private static IdleTerms terms(OperatorProperties.Idle settings) {
    return new IdleTerms(
        settings.average(),
        settings.p95(),
        settings.window(),
        settings.interval().multipliedBy(3),
        settings.notice(),
        settings.grace(),
        settings.shrink(),
        settings.reclaim(),
        settings.environments(),
        settings.headroom() / 100.0,
        settings.keep());
  }
}
