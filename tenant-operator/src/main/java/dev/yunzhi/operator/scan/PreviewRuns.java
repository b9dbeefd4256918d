package dev.yunzhi.operator.scan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.operator.bundle.PreviewBundles;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.policy.DetachedPolicies;
import dev.yunzhi.operator.policy.Overlay;
import dev.yunzhi.operator.policy.Policies;
import dev.yunzhi.operator.policy.PreviewException;
import dev.yunzhi.policy.PolicyDescription;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries Policies that are not enforced on what exists, one after the other, each by an engine of
 * its own that is closed after. Not thread-safe.
 */
final class PreviewRuns {

  private static final Logger log = LoggerFactory.getLogger(PreviewRuns.class);

  /** Until a bundle is asked for once more. */
  private static final Duration RETRY = Duration.ofSeconds(5);

  /** The scan of what is enforced waits for a preview. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Informers informers;
  private final ObjectPages pages;
  private final ScanScope scope;
  private final Policies policies;
  private final Judges judges;
  private final Optional<PreviewBundles> bundles;
  private final Previews previews;
  private final Runnable again;

  /**
   * @param bundles of rules that Policies bring; empty when there is no control-plane
   * @param again has all of them tried once more
   */
  PreviewRuns(
      Informers informers,
      ObjectPages pages,
      ScanScope scope,
      Policies policies,
      Judges judges,
      Optional<PreviewBundles> bundles,
      Previews previews,
      Runnable again) {
    this.informers = informers;
    this.pages = pages;
    this.scope = scope;
    this.policies = policies;
    this.judges = judges;
    this.bundles = bundles;
    this.previews = previews;
    this.again = again;
  }

  /**
   * Tries all of them.
   *
   * @param kinds that the cluster has
   * @param between is called between two pages
   */
  void run(Collection<ServedKind> kinds, Runnable between) {
    var verdicts = policies.refresh().verdicts();
    List<Policy> asked =
        informers.of(Policy.class).list().stream()
            .filter(Overlay::isPreview)
            .filter(
                policy -> {
                  var verdict = verdicts.get(policy.getMetadata().getName());
                  return verdict != null && verdict.reason() == Reason.PREVIEWED;
                })
            .sorted(Comparator.comparing(policy -> policy.getMetadata().getName()))
            .toList();
    previews.retain(
        asked.stream().map(policy -> policy.getMetadata().getName()).collect(Collectors.toSet()));
    for (Policy policy : asked) {
      var failures = new TrialFailures(LONGEST);
      try (DetachedPolicies engine = engine(policy, failures)) {
        // Another bundle that lacks the rule may be in force by now; then all is tried again.
        Optional<PolicyDescription> rule = engine == null ? Optional.empty() : rule(engine, policy);
        if (rule.isPresent()) {
          var count = new PreviewCount(rule.get().id());
          judge(engine, policy, rule.get(), kinds, between, count);
          previews.put(policy.getMetadata().getName(), trial(policy, rule.get(), count, failures));
        }
      } catch (PreviewException e) {
        previews.put(
            policy.getMetadata().getName(),
            new Trial(
                policy.getMetadata().getGeneration(), null, null, e.reason(), e.getMessage()));
        if (e.reason() == Reason.AWAITING_BUNDLE) {
          CompletableFuture.delayedExecutor(RETRY.toMillis(), TimeUnit.MILLISECONDS).execute(again);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Null while the control-plane has not said whether it takes the rule. */
  private DetachedPolicies engine(Policy policy, TrialFailures failures)
      throws PreviewException, InterruptedException {
    if (policy.getSpec().rego() == null) {
      return policies.preview(policy, failures);
    }
    if (bundles.isEmpty() || !isChecked(policy)) {
      return null;
    }
    return policies.preview(policy, bundles.get().of(policy), failures);
  }

  /** Whether the control-plane takes the rule that a Policy brings, as it stands. */
  static boolean isChecked(Policy policy) {
    var status = policy.getStatus();
    return status != null
        && status.conditions() != null
        && status.conditions().stream()
            .anyMatch(
                condition ->
                    condition.getType().equals("Checked")
                        && condition.getStatus().equals("True")
                        && policy
                            .getMetadata()
                            .getGeneration()
                            .equals(condition.getObservedGeneration()));
  }

  private static Optional<PolicyDescription> rule(DetachedPolicies engine, Policy policy) {
    return engine.catalogue().stream()
        .filter(rule -> rule.id().equals(policy.getSpec().policy()))
        .findFirst();
  }

  private static Trial trial(
      Policy policy, PolicyDescription rule, PreviewCount count, TrialFailures failures) {
    Long generation = policy.getMetadata().getGeneration();
    var verdict =
        failures
            .first()
            .map(
                failure ->
                    new Overlay.Verdict(
                        false,
                        Reason.PREVIEW_FAILING,
                        "Nothing of it is enforced, and it could not judge all that exists: %s."
                            .formatted(failure)))
            .orElse(Overlay.PREVIEWED);
    return new Trial(
        generation, count.result(generation), rule, verdict.reason(), verdict.message());
  }

  private void judge(
      DetachedPolicies engine,
      Policy policy,
      PolicyDescription rule,
      Collection<ServedKind> kinds,
      Runnable between,
      PreviewCount count) {
    var judge = judges.by(engine);
    for (ServedKind kind : kinds) {
      if (rule.kinds().contains(kind.kind().kind())) {
        try {
          pages.read(
              kind,
              null,
              page -> {
                List<ObjectNode> judged =
                    page.stream().filter(object -> scope.concerned(kind.kind(), object)).toList();
                judge.judge(kind, judged).forEach(one -> count.add(one, scope.department(one)));
                between.run();
              });
        } catch (KubernetesClientException e) {
          log.atWarn()
              .addKeyValue("policy", policy.getMetadata().getName())
              .addKeyValue("kind", kind.kind().kind())
              .setCause(e)
              .log("Objects could not be read, so the preview is incomplete");
          count.missed();
        }
      }
    }
  }
}
