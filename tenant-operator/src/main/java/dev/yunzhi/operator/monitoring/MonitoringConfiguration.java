package dev.yunzhi.operator.monitoring;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Facility;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.tls.CertificateKeeper;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Collector;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
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

  /** What the watches know, computed at each scrape. */
  @Bean
  List<Collector> estateCollectors(Informers informers, PrometheusMeterRegistry meters) {
    Supplier<List<Tenant>> tenants = informers.of(Tenant.class)::list;
    List<Collector> collectors =
        List.of(
            new DepartmentCollector(informers.of(Department.class)::list, tenants),
            new TenantCollector(tenants),
            new TenantQuotaCollector(tenants, informers.of(ResourceQuota.class)::list),
            new RequestCollector(informers.of(TenantRequest.class)::list),
            new FacilityCollector(informers.of(Facility.class)::list),
            new ProjectCollector(informers.of(Project.class)::list));
    collectors.forEach(meters.getPrometheusRegistry()::register);
    return collectors;
  }

  @Bean
  Gauge certificateExpiry(CertificateKeeper certificate, MeterRegistry meters) {
    return Gauge.builder(
            "yunzhi.webhook.certificate.expires.timestamp",
            certificate,
            MonitoringConfiguration::expiry)
        .description("When the certificate that admission is served by ends")
        .baseUnit("seconds")
        .register(meters);
  }

  private static double expiry(CertificateKeeper certificate) {
    Instant expires = certificate.expires();
    return expires == null ? Double.NaN : (double) expires.getEpochSecond();
  }

  @Bean
  JvmGcMetrics jvmGcMetrics() {
    return new JvmGcMetrics();
  }
}
