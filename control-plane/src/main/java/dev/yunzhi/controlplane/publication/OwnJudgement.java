package dev.yunzhi.controlplane.publication;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.policy.Effect;
import dev.yunzhi.policy.EngineLimits;
import dev.yunzhi.policy.EvaluationException;
import dev.yunzhi.policy.Finding;
import dev.yunzhi.policy.InvalidBundleException;
import dev.yunzhi.policy.ParameterErrors;
import dev.yunzhi.policy.PolicyBundle;
import dev.yunzhi.policy.PolicyDescription;
import dev.yunzhi.policy.PolicyEngine;
import jakarta.annotation.PreDestroy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Judges what the control-plane takes in itself, by the policies that it publishes, as Policy
 * objects set them; by those that came with it where none were published. The engine is loaded at
 * the first question. Thread-safe.
 */
@Component
public final class OwnJudgement {
  private static final Logger LOG = LoggerFactory.getLogger(OwnJudgement.class);

  /** Nobody waits at an API server for it, and there is other work to do here. */
  private static final EngineLimits LIMITS =
      new EngineLimits(1, Duration.ofSeconds(1), Duration.ofSeconds(30), 64);

  private final PublishedBundles bundles;
  private final Optional<PolicyObjects> objects;
  private String loaded;
  private Map<String, JsonNode> parameters;
  private Map<String, Effect> effects;
  private PolicyEngine bare;
  private PolicyEngine engine;

  OwnJudgement(PublishedBundles bundles, Optional<PolicyObjects> objects) {
    this.bundles = bundles;
    this.objects = objects;
  }

  /**
   * Judges a review.
   *
   * @param input as {@link PolicyEngine#evaluate} takes it
   * @throws EvaluationException when it cannot be judged
   */
  public synchronized List<Finding> judge(JsonNode input) throws EvaluationException {
    // One at a time: there is one instance, and nobody must close the engine meanwhile.
    return engine().evaluate(input);
  }

  /** A parameter of a policy as it is set; missing when there is none. */
  public JsonNode parameter(String policy, String name) {
    return engine().catalogue().stream()
        .filter(description -> description.id().equals(policy))
        .findFirst()
        .map(description -> description.parameters().path(name))
        .orElse(MissingNode.getInstance());
  }

  private synchronized PolicyEngine engine() {
    try {
      String revision = bundles.current().map(RevisionStore.Current::revision).orElse("");
      if (bare == null || !revision.equals(loaded)) {
        PolicyEngine fresh = PolicyEngine.load(bundle(), LIMITS);
        close();
        bare = fresh;
        loaded = revision;
      }
      lay();
      return engine;
    } catch (InvalidBundleException | IOException e) {
      if (engine != null) {
        LOG.warn("registrations are judged by the policies as they were: {}", e.getMessage());
        return engine;
      }
      throw new IllegalStateException("the policies cannot be loaded", e);
    }
  }

  private PolicyBundle bundle() throws InvalidBundleException, IOException {
    Optional<RevisionStore.Current> current = bundles.current();
    return current.isPresent()
        ? PolicyBundle.read(new ByteArrayInputStream(current.get().bundles().wasm()))
        : PolicyBundle.builtIn();
  }

  /** Lays the Policy objects over the bundle, when they are not what they were. */
  private void lay() throws InvalidBundleException {
    Map<String, JsonNode> parametersNow = new HashMap<>();
    Map<String, Effect> effectsNow = new HashMap<>();
    Map<String, PolicyDescription> known = new HashMap<>();
    bare.catalogue().forEach(policy -> known.put(policy.id(), policy));
    for (Policy policy : oldestFirst()) {
      PolicyDescription about = known.get(policy.getSpec().policy());
      if (about == null) {
        continue;
      }
      if (policy.getSpec().parameters() instanceof ObjectNode given) {
        ObjectNode laid = ((ObjectNode) about.parameters()).deepCopy();
        laid.setAll(given);
        if (!ParameterErrors.of(about.schema(), laid).isEmpty()) {
          continue;
        }
        parametersNow.put(about.id(), given);
      }
      known.remove(about.id());
      if (policy.getSpec().effect() != null) {
        effectsNow.put(about.id(), Effect.valueOf(policy.getSpec().effect().name()));
      }
    }
    if (engine == null
        || !Objects.equals(parametersNow, parameters)
        || !Objects.equals(effectsNow, effects)) {
      PolicyEngine laid =
          parametersNow.isEmpty() && effectsNow.isEmpty()
              ? bare
              : bare.withOverrides(parametersNow, effectsNow);
      if (engine != null && engine != bare) {
        engine.close();
      }
      engine = laid;
      parameters = parametersNow;
      effects = effectsNow;
    }
  }

  /** Of several objects for one rule the oldest counts, as for operators. */
  private List<Policy> oldestFirst() {
    return objects.flatMap(PolicyObjects::all).orElse(List.of()).stream()
        .filter(policy -> !Boolean.TRUE.equals(policy.getSpec().preview()))
        .sorted(
            Comparator.comparing((Policy p) -> p.getMetadata().getCreationTimestamp())
                .thenComparing(p -> p.getMetadata().getName()))
        .toList();
  }

  @PreDestroy
  synchronized void close() {
    if (engine != null && engine != bare) {
      engine.close();
    }
    if (bare != null) {
      bare.close();
    }
    engine = null;
    bare = null;
  }
}
