package dev.yunzhi.operator.monitoring;

import dev.yunzhi.operator.cluster.Informers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Meters, scraped by Prometheus. */
@Configuration(proxyBeanMethods = false)
class MonitoringConfiguration {

  @Bean
  PrometheusMeterRegistry meterRegistry(JvmGcMetrics gc) {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    gc.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    return registry;
  }

  @Bean
  TenantMeters tenantMeters(Informers informers, MeterRegistry meters) {
    var tenants = new TenantMeters(informers);
    tenants.bindTo(meters);
    return tenants;
  }

  @Bean
  JvmGcMetrics jvmGcMetrics() {
    return new JvmGcMetrics();
  }
}
