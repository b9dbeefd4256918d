package dev.yunzhi.operator.reconcile;

import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.api.v1alpha1.YunzhiResource;
import dev.yunzhi.operator.OperatorProperties;
import dev.yunzhi.operator.cloud.Clouds;
import dev.yunzhi.operator.cluster.Agreements;
import dev.yunzhi.operator.cluster.Applier;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.cluster.LiveReader;
import dev.yunzhi.operator.cluster.ReducedStore;
import dev.yunzhi.operator.cluster.SharedParts;
import dev.yunzhi.operator.cluster.WatchedReader;
import dev.yunzhi.operator.constraint.Constraints;
import dev.yunzhi.operator.idle.IdleTenants;
import dev.yunzhi.operator.idle.Measuring;
import dev.yunzhi.operator.model.TenantLife;
import dev.yunzhi.operator.policy.Policies;
import dev.yunzhi.operator.policy.RequestReview;
import dev.yunzhi.operator.reconcile.agreement.AgreementReconciler;
import dev.yunzhi.operator.reconcile.approval.ApprovalReconciler;
import dev.yunzhi.operator.reconcile.budget.DepartmentBudget;
import dev.yunzhi.operator.reconcile.budget.ReformBudget;
import dev.yunzhi.operator.reconcile.budget.RequestBudget;
import dev.yunzhi.operator.reconcile.budget.TenantBudget;
import dev.yunzhi.operator.reconcile.cloud.CloudReconciler;
import dev.yunzhi.operator.reconcile.constraint.ConstraintStatuses;
import dev.yunzhi.operator.reconcile.department.DepartmentReconciler;
import dev.yunzhi.operator.reconcile.exception.ExceptionEvents;
import dev.yunzhi.operator.reconcile.exception.PolicyExceptionReconciler;
import dev.yunzhi.operator.reconcile.facility.FacilityEvents;
import dev.yunzhi.operator.reconcile.facility.FacilityReconciler;
import dev.yunzhi.operator.reconcile.policy.PolicyReconciler;
import dev.yunzhi.operator.reconcile.project.ProjectReconciler;
import dev.yunzhi.operator.reconcile.reform.ReformReconciler;
import dev.yunzhi.operator.reconcile.reform.ReformRun;
import dev.yunzhi.operator.reconcile.replication.ReplicationReconciler;
import dev.yunzhi.operator.reconcile.request.Grants;
import dev.yunzhi.operator.reconcile.request.RequestEvents;
import dev.yunzhi.operator.reconcile.request.TenantRequestReconciler;
import dev.yunzhi.operator.reconcile.tenant.Reclamation;
import dev.yunzhi.operator.reconcile.tenant.TenantReconciler;
import dev.yunzhi.operator.reconcile.tenant.life.TenantEvents;
import dev.yunzhi.operator.reconcile.tenant.life.TenantLifecycle;
import dev.yunzhi.operator.scan.BackgroundScan;
import dev.yunzhi.operator.scan.Previews;
import dev.yunzhi.operator.scan.ScanTotals;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** The reconcilers, and how the Java Operator SDK runs them. */
@Configuration(proxyBeanMethods = false)
class ReconcilerConfiguration {

  @Bean(destroyMethod = "shutdownNow")
  ExecutorService applyExecutor(OperatorProperties properties) {
    return Executors.newFixedThreadPool(
        properties.concurrency() * 2, new CustomizableThreadFactory("apply-"));
  }

  @Bean
  Applier applier(
      KubernetesClient client,
      Informers informers,
      SharedParts parts,
      ExecutorService applyExecutor) {
    return new Applier(client, informers, parts, applyExecutor);
  }

  @Bean
  NamespaceOwnership namespaceOwnership(KubernetesClient client, Informers informers) {
    return new NamespaceOwnership(client, informers);
  }

  @Bean
  TreeLock treeLock() {
    return new TreeLock();
  }

  @Bean
  DepartmentReconciler departmentReconciler(
      Informers informers,
      Applier applier,
      NamespaceOwnership ownership,
      DepartmentBudget budget,
      TreeLock tree,
      Clock clock) {
    return new DepartmentReconciler(informers, applier, ownership, budget, tree, clock);
  }

  @Bean
  TenantReconciler tenantReconciler(
      Informers informers,
      Clouds clouds,
      Agreements agreements,
      TenantLifecycle lifecycle,
      EventWriter events,
      Optional<IdleTenants> idle,
      KubernetesClient client,
      TenantBudget budget,
      TreeLock tree,
      Clock clock) {
    return new TenantReconciler(
        informers,
        clouds,
        agreements,
        new Reclamation(client),
        lifecycle,
        new TenantEvents(events),
        idle,
        budget,
        tree,
        clock);
  }

  @Bean
  TenantLifecycle tenantLifecycle(OperatorProperties properties, Clock clock) {
    return new TenantLifecycle(
        new TenantLife.Terms(properties.term().notice(), properties.term().grace()),
        properties.resync(),
        clock);
  }

  @Bean
  EventWriter eventWriter(KubernetesClient client, ExecutorService applyExecutor, Clock clock) {
    return new EventWriter(client, applyExecutor, clock);
  }

  @Bean
  AgreementReconciler agreementReconciler(
      Informers informers, OperatorProperties properties, Clock clock) {
    return new AgreementReconciler(informers, properties.resync(), clock);
  }

  @Bean
  CloudReconciler cloudReconciler(Informers informers, Clouds clouds, Clock clock) {
    return new CloudReconciler(informers, clouds, clock);
  }

  @Bean
  FacilityReconciler facilityReconciler(
      Informers informers, OperatorProperties properties, EventWriter events, Clock clock) {
    return new FacilityReconciler(
        informers, new FacilityEvents(events), properties.resync(), clock);
  }

  @Bean
  ReformRun reformRun(
      KubernetesClient client,
      LiveReader live,
      Applier applier,
      ReformBudget budget,
      TreeLock tree) {
    return new ReformRun(client, live, applier, budget, tree);
  }

  @Bean
  ReformReconciler reformReconciler(
      Informers informers, ReformRun run, ReformBudget budget, EventWriter events, Clock clock) {
    return new ReformReconciler(informers, run, budget, events, clock);
  }

  @Bean
  ReplicationReconciler replicationReconciler(
      Informers informers,
      Applier applier,
      KubernetesClient client,
      ExecutorService applyExecutor,
      OperatorProperties properties,
      Clock clock) {
    return new ReplicationReconciler(
        informers, applier, client, applyExecutor, properties.resync(), clock);
  }

  @Bean
  TenantRequestReconciler tenantRequestReconciler(
      Informers informers,
      Applier applier,
      LiveReader live,
      RequestReview review,
      Policies policies,
      EventWriter events,
      RequestBudget budget,
      TreeLock tree,
      Clock clock) {
    return new TenantRequestReconciler(
        informers,
        live,
        new Grants(applier, live, budget, tree),
        review,
        policies,
        new RequestEvents(events),
        clock);
  }

  @Bean
  ApprovalReconciler approvalReconciler(Informers informers, WatchedReader watched, Clock clock) {
    return new ApprovalReconciler(informers, watched, clock);
  }

  @Bean
  ProjectReconciler projectReconciler(Informers informers, Clock clock) {
    return new ProjectReconciler(informers, clock);
  }

  @Bean
  PolicyReconciler policyReconciler(
      Informers informers, Policies policies, ScanTotals totals, Previews previews, Clock clock) {
    return new PolicyReconciler(informers, policies, totals, previews, clock);
  }

  @Bean
  ConstraintStatuses constraintStatuses(
      KubernetesClient client,
      Constraints constraints,
      ScanTotals totals,
      ScheduledExecutorService background) {
    return ConstraintStatuses.subscribed(client, constraints, totals, background);
  }

  @Bean
  PolicyExceptionReconciler policyExceptionReconciler(
      Informers informers,
      Policies policies,
      OperatorProperties properties,
      EventWriter events,
      Clock clock) {
    return new PolicyExceptionReconciler(
        informers, policies, new ExceptionEvents(events), properties.resync(), clock);
  }

  @Bean
  ReconcileMeters reconcileMeters(
      MeterRegistry meters, Clock clock, OperatorProperties properties) {
    return new ReconcileMeters(meters, clock, properties.stall());
  }

  @Bean
  Leadership leadership(
      MeterRegistry meters,
      OperatorProperties properties,
      BackgroundScan scan,
      Optional<Measuring> measuring) {
    return new Leadership(
        meters,
        !properties.leaderElection().enabled(),
        () -> {
          scan.lead();
          measuring.ifPresent(Measuring::lead);
        });
  }

  @Bean(destroyMethod = "")
  Operator operator(
      KubernetesClient client,
      OperatorProperties properties,
      ReconcileMeters meters,
      Leadership leadership,
      SharedParts parts,
      List<Reconciler<? extends YunzhiResource<?, ?>>> reconcilers) {
    var operator =
        new Operator(
            overrider -> configure(overrider.withMetrics(meters), client, leadership, properties));
    reconcilers.forEach(reconciler -> register(operator, reconciler, parts, properties));
    return operator;
  }

  private static void configure(
      ConfigurationServiceOverrider overrider,
      KubernetesClient client,
      Leadership leadership,
      OperatorProperties properties) {
    overrider
        .withKubernetesClient(client)
        .withCloseClientOnStop(false)
        .withConcurrentReconciliationThreads(properties.concurrency())
        .withReconciliationTerminationTimeout(Duration.ofSeconds(5))
        .checkingCRDAndValidateLocalModel(false);
    if (properties.leaderElection().enabled()) {
      overrider.withLeaderElectionConfiguration(leaderElection(leadership, properties));
    }
  }

  private static LeaderElectionConfiguration leaderElection(
      Leadership leadership, OperatorProperties properties) {
    Duration lease = properties.leaderElection().lease();
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration("yunzhi-tenant-operator")
        .withLeaseNamespace(properties.namespace())
        .withIdentity(properties.leaderElection().identity())
        .withLeaseDuration(lease)
        .withRenewDeadline(lease.multipliedBy(2).dividedBy(3))
        .withRetryPeriod(lease.dividedBy(8))
        .withLeaderCallbacks(leadership.callbacks())
        .withExitOnStopLeading(true)
        .build();
  }

  private static <P extends YunzhiResource<?, ?>> void register(
      Operator operator,
      Reconciler<P> reconciler,
      SharedParts parts,
      OperatorProperties properties) {
    String name = reconciler.getClass().getSimpleName().replace("Reconciler", "");
    operator.register(
        reconciler,
        overrider -> {
          configure(overrider.withName(name.toLowerCase(Locale.ROOT)), properties);
          overrider.withItemStore(new ReducedStore<>(parts::share));
        });
  }

  private static void configure(
      ControllerConfigurationOverrider<?> overrider, OperatorProperties properties) {
    overrider
        .withFieldManager(Yunzhi.FIELD_MANAGER)
        .withFinalizer(TenantReconciler.FINALIZER)
        .withReconciliationMaxInterval(properties.resync())
        .withRetry(
            new GenericRetry()
                .withoutMaxAttempts()
                .setInitialInterval(Duration.ofMillis(200))
                .setIntervalMultiplier(2)
                .setMaxInterval(Duration.ofMinutes(1).toMillis()));
  }
}
