package dev.yunzhi.operator.admission;

import dev.yunzhi.operator.OperatorProperties;
import dev.yunzhi.operator.cluster.Agreements;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.cluster.LiveReader;
import dev.yunzhi.operator.cluster.WatchedReader;
import dev.yunzhi.operator.decision.Decisions;
import dev.yunzhi.operator.policy.AdmissionPolicies;
import dev.yunzhi.operator.policy.InstalledAdmission;
import dev.yunzhi.operator.policy.Policies;
import dev.yunzhi.operator.policy.Referents;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of review that are answered, on every replica. */
@Configuration(proxyBeanMethods = false)
class AdmissionConfiguration {

  @Bean
  Tiers tiers(OperatorProperties properties) {
    return new Tiers(properties.tiers());
  }

  @Bean
  Stamping stamping(LiveReader live, Tiers tiers, OperatorProperties properties, Clock clock) {
    return new Stamping(live, tiers, new RequestDefaults(properties.environments(), clock), clock);
  }

  @Bean
  InstalledAdmission installedAdmission(KubernetesClient client, OperatorProperties properties) {
    return new InstalledAdmission(client, properties.namespace());
  }

  @Bean
  Referents referents(
      Informers informers, LiveReader live, Agreements agreements, InstalledAdmission installed) {
    return new Referents(informers, live, agreements, installed);
  }

  @Bean
  Denials denials(WatchedReader watched, MeterRegistry meters) {
    return new Denials(watched, meters);
  }

  @Bean
  OwnObjectAdmission ownObjectAdmission(
      AdmissionPolicies policies,
      Policies bundle,
      Decisions decisions,
      Referents referents,
      Denials denials,
      Informers informers,
      Tiers tiers,
      WatchedReader watched,
      LiveReader live,
      Clock clock) {
    return new OwnObjectAdmission(
        policies,
        decisions,
        referents,
        denials,
        new TreeRules(informers, watched),
        new TenantDeletion(bundle, decisions),
        new CloudRules(informers, watched),
        tiers,
        new ApprovalAdmission(watched, live, clock),
        new Preview(watched),
        watched);
  }

  @Bean
  Delegation delegation(LiveReader live) {
    return new Delegation(live);
  }

  @Bean
  TenantNamespaceAdmission tenantNamespaceAdmission(
      AdmissionPolicies policies,
      Decisions decisions,
      Referents referents,
      Denials denials,
      WatchedReader watched,
      OperatorProperties properties) {
    return new TenantNamespaceAdmission(
        policies,
        decisions,
        referents,
        denials,
        watched,
        "system:serviceaccount:%s:tenant-operator".formatted(properties.namespace()));
  }
}
