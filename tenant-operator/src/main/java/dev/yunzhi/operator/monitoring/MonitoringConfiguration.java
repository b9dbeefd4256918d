package dev.yunzhi.operator.monitoring;

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
  JvmGcMetrics jvmGcMetrics() {
    return new JvmGcMetrics();
  }
}
