package dev.yunzhi.operator.reconcile.budget;

import dev.yunzhi.operator.budget.Accounts;
import dev.yunzhi.operator.cluster.Informers;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What keeps budgets. */
@Configuration(proxyBeanMethods = false)
class BudgetConfiguration {

  @Bean
  Accounts accounts(KubernetesClient client) {
    return new DepartmentAccounts(client);
  }

  @Bean
  TenantBudget tenantBudget(Informers informers, KubernetesClient client, Accounts accounts) {
    return new TenantBudget(informers, client, accounts);
  }

  @Bean
  RequestBudget requestBudget(Informers informers, TenantBudget tenants) {
    return new RequestBudget(informers, tenants);
  }

  @Bean
  ReformBudget reformBudget(Informers informers, KubernetesClient client, Accounts accounts) {
    return new ReformBudget(informers, client, accounts);
  }

  @Bean
  DepartmentBudget departmentBudget(
      Informers informers, KubernetesClient client, Accounts accounts) {
    return new DepartmentBudget(informers, client, accounts);
  }

  @Bean
  BudgetMeters budgetMeters(
      MeterRegistry registry, Informers informers, ScheduledExecutorService background) {
    var meters = new BudgetMeters(registry, informers);
    // It only reads what is watched: there is nothing to learn from the future.
    var unused = background.scheduleWithFixedDelay(meters::measure, 5, 15, TimeUnit.SECONDS);
    return meters;
  }
}
