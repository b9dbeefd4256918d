package dev.yunzhi.operator.policy;

import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.operator.OperatorProperties;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.cluster.LiveReader;
import dev.yunzhi.operator.cluster.WatchedReader;
import dev.yunzhi.operator.constraint.Constraints;
import dev.yunzhi.policy.EngineLimits;
import dev.yunzhi.policy.InvalidBundleException;
import dev.yunzhi.policy.PolicyBundle;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The policies, kept in line with the Policy objects on every replica, whether it leads or not. */
@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {

  private static final Logger log = LoggerFactory.getLogger(PolicyConfiguration.class);

  @Bean
  Constraints constraints(
      KubernetesClient client,
      Informers informers,
      WatchedReader reader,
      ScheduledExecutorService background) {
    return new Constraints(client, informers, reader, EngineLimits.defaults(), background);
  }

  /**
   * @param first to be in force; where it does not load, as one of another version of this program
   *     may, it is the one in the image
   */
  @Bean
  Policies policies(
      PolicyBundle first,
      Informers informers,
      Constraints constraints,
      ScheduledExecutorService background)
      throws InvalidBundleException {
    Policies policies;
    try {
      policies = new Policies(first, EngineLimits.defaults(), informers, constraints, background);
    } catch (InvalidBundleException e) {
      log.atError()
          .addKeyValue("revision", first.revision())
          .setCause(e)
          .log("The kept bundle does not load; starting with the one in the image");
      policies =
          new Policies(
              PolicyBundle.builtIn(), EngineLimits.defaults(), informers, constraints, background);
    }
    informers.of(Policy.class).subscribe(new Refreshing(policies, background));
    background.execute(new WarmUp(policies::evaluate));
    return policies;
  }

  @Bean
  ReviewContext.Home home(OperatorProperties properties) {
    return new ReviewContext.Home(
        properties.cluster(), properties.cloud().protectionLevel(), properties.cloud().region());
  }

  @Bean
  RequestReview requestReview(
      Policies policies, WatchedReader reader, ReviewContext.Home home, Clock clock) {
    return new RequestReview(policies, new ReviewContext(reader, home, clock));
  }

  @Bean
  AdmissionPolicies admissionPolicies(
      Policies policies,
      Informers informers,
      WatchedReader watched,
      LiveReader live,
      ReviewContext.Home home,
      MeterRegistry meters,
      Clock clock) {
    return new AdmissionPolicies(
        policies,
        new ReviewContext(
            watched, home, clock, () -> informers.version(ReviewContext.OF_NAMESPACE)),
        new ReviewContext(live, home, clock),
        meters);
  }

  /** Never on the watch's own thread: an engine takes its time to load. */
  private record Refreshing(Policies policies, ScheduledExecutorService background)
      implements ResourceEventHandler<Policy> {
    @Override
    public void onAdd(Policy policy) {
      background.execute(policies::refresh);
    }

    @Override
    public void onUpdate(Policy before, Policy after) {
      background.execute(policies::refresh);
    }

    @Override
    public void onDelete(Policy policy, boolean unknown) {
      background.execute(policies::refresh);
    }
  }
}
