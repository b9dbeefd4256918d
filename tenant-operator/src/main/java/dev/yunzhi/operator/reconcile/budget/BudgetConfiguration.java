package dev.yunzhi.operator.reconcile.budget;

import dev.yunzhi.operator.budget.Accounts;
import dev.yunzhi.operator.cloud.Clouds;
import dev.yunzhi.operator.cluster.Informers;
import io.fabric8.kubernetes.client.KubernetesClient;
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
  TenantBudget tenantBudget(Informers informers, Clouds clouds, Accounts accounts) {
    return new TenantBudget(informers, clouds, accounts);
  }

  @Bean
  RequestBudget requestBudget(Informers informers, TenantBudget tenants) {
    return new RequestBudget(informers, tenants);
  }

  @Bean
  ReformBudget reformBudget(
      Informers informers, KubernetesClient client, Clouds clouds, Accounts accounts) {
    return new ReformBudget(informers, client, clouds, accounts);
  }

  @Bean
  DepartmentBudget departmentBudget(
      Informers informers, KubernetesClient client, Clouds clouds, Accounts accounts) {
    return new DepartmentBudget(informers, client, clouds, accounts);
  }
}
