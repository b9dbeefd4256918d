package dev.yunzhi.operator.scan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.policy.DetachedPolicies;
import dev.yunzhi.operator.policy.Overlay;
import dev.yunzhi.operator.policy.Policies;
import dev.yunzhi.policy.PolicyDescription;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries Policies that are not enforced on what exists, one after the other, each by an engine of
 * its own that is closed after. Not thread-safe.
 */
final class PreviewRuns {

  private static final Logger log = LoggerFactory.getLogger(PreviewRuns.class);

  private final Informers informers;
  private final ObjectPages pages;
  private final ScanScope scope;
  private final Policies policies;
  private final Judges judges;
  private final Previews previews;

  PreviewRuns(
      Informers informers,
      ObjectPages pages,
      ScanScope scope,
      Policies policies,
      Judges judges,
      Previews previews) {
    this.informers = informers;
    this.pages = pages;
    this.scope = scope;
    this.policies = policies;
    this.judges = judges;
    this.previews = previews;
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
      var count = new PreviewCount(policy.getSpec().policy());
      try (DetachedPolicies engine = policies.preview(policy)) {
        judge(engine, policy, kinds, between, count);
      }
      var meta = policy.getMetadata();
      previews.put(meta.getName(), count.result(meta.getGeneration()));
    }
  }

  private void judge(
      DetachedPolicies engine,
      Policy policy,
      Collection<ServedKind> kinds,
      Runnable between,
      PreviewCount count) {
    var judge = judges.by(engine);
    Set<String> its =
        engine.catalogue().stream()
            .filter(rule -> rule.id().equals(policy.getSpec().policy()))
            .map(PolicyDescription::kinds)
            .flatMap(List::stream)
            .collect(Collectors.toSet());
    for (ServedKind kind : kinds) {
      if (its.contains(kind.kind().kind())) {
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
