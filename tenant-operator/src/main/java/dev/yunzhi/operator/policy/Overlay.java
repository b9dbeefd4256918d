package dev.yunzhi.operator.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.policy.Effect;
import dev.yunzhi.policy.PolicyDescription;
import dev.yunzhi.policy.RuleDigests;
import dev.yunzhi.policy.StandardPolicies;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the Policy objects of the cluster lay over the bundle: computed from all of them at once, so
 * that every replica comes to the same.
 *
 * @param parameters by policy id
 * @param effects by policy id
 * @param rollout for which departments effects count
 * @param verdicts by name of the Policy object: whether it is in the overlay, and why not
 */
public record Overlay(
    Map<String, JsonNode> parameters,
    Map<String, Effect> effects,
    Rollout rollout,
    Map<String, Verdict> verdicts) {

  /** Read once: they are part of this program. */
  private static final Set<String> STANDARD = StandardPolicies.ids();

  /** Of an object that only asks what it would do. */
  public static final Verdict PREVIEWED =
      new Verdict(
          false,
          Reason.PREVIEWED,
          "Nothing of it is enforced: status.preview tells what it would find in what exists.");

  /** Nothing is laid over the bundle. */
  public static final Overlay NONE =
      new Overlay(Map.of(), Map.of(), new Rollout(Map.of()), Map.of());

  /**
   * What came of one Policy object.
   *
   * @param reason as in a condition
   * @param message what is wrong and what would be right; for an accepted one, what it does
   */
  public record Verdict(boolean accepted, Reason reason, String message) {

    /** Whether the rule is in force, all as the object says. */
    public boolean enforced() {
      return reason == Reason.ENFORCED;
    }
  }

  /**
   * Of several objects for one rule the oldest is taken; an object that is wrong is left out.
   *
   * @param catalogue what the bundle has
   * @param written the rules of Policy objects that the bundle was built of
   */
  public static Overlay of(
      Collection<Policy> policies, List<PolicyDescription> catalogue, RuleDigests written) {
    var byId = catalogue.stream().collect(Collectors.toMap(PolicyDescription::id, d -> d));
    var parameters = new TreeMap<String, JsonNode>();
    var effects = new TreeMap<String, Effect>();
    var percent = new TreeMap<String, Integer>();
    var verdicts = new LinkedHashMap<String, Verdict>();
    var owners = new HashMap<String, String>();
    for (Policy policy : oldestFirst(policies)) {
      String name = policy.getMetadata().getName();
      String id = policy.getSpec().policy();
      Verdict verdict = judge(policy, byId, written, isPreview(policy) ? null : owners.get(id));
      verdicts.put(name, verdict);
      if (verdict.accepted() || verdict.reason() == Reason.AWAITING_BUNDLE) {
        owners.put(id, name);
      }
      if (verdict.accepted()) {
        put(policy, parameters, effects, percent);
      }
    }
    return new Overlay(parameters, effects, new Rollout(percent), verdicts);
  }

  /** Whether an object only asks what it would do. */
  public static boolean isPreview(Policy policy) {
    return Boolean.TRUE.equals(policy.getSpec().preview());
  }

  /**
   * This overlay with one more object laid over it, which goes before all others for its rule.
   *
   * @param policy whose parameters are what its rule takes
   */
  Overlay with(Policy policy) {
    String id = policy.getSpec().policy();
    var parametersWith = new TreeMap<>(parameters);
    var effectsWith = new TreeMap<>(effects);
    var percentWith = new TreeMap<>(rollout.percent());
    parametersWith.remove(id);
    effectsWith.remove(id);
    percentWith.remove(id);
    put(policy, parametersWith, effectsWith, percentWith);
    return new Overlay(parametersWith, effectsWith, new Rollout(percentWith), verdicts);
  }

  private static void put(
      Policy policy,
      Map<String, JsonNode> parameters,
      Map<String, Effect> effects,
      Map<String, Integer> percent) {
    var spec = policy.getSpec();
    if (spec.parameters() != null) {
      parameters.put(spec.policy(), spec.parameters());
    }
    if (spec.effect() != null) {
      effects.put(spec.policy(), Effect.valueOf(spec.effect().name()));
    }
    if (spec.rollout() != null && spec.rollout().percent() != null) {
      percent.put(spec.policy(), spec.rollout().percent());
    }
  }

  private static List<Policy> oldestFirst(Collection<Policy> policies) {
    return policies.stream()
        .sorted(
            Comparator.comparing((HasMetadata p) -> p.getMetadata().getCreationTimestamp())
                .thenComparing(p -> p.getMetadata().getName()))
        .toList();
  }

  private static Verdict judge(
      Policy policy, Map<String, PolicyDescription> byId, RuleDigests written, String owner) {
    String id = policy.getSpec().policy();
    PolicyDescription rule = byId.get(id);
    boolean own = policy.getSpec().rego() != null;
    if (own && STANDARD.contains(id)) {
      return new Verdict(
          false,
          Reason.STANDARD_POLICY,
          "spec.policy names the standard rule %s, which spec.rego cannot replace; leave spec.rego out, or give the new rule an id of its own."
              .formatted(id));
    }
    if (own && isPreview(policy)) {
      return PREVIEWED;
    }
    if (own && rule == null && owner == null) {
      return new Verdict(
          false,
          Reason.AWAITING_BUNDLE,
          "No bundle with %s has been loaded yet; the conditions Checked and Published say how far it is."
              .formatted(id));
    }
    if (rule == null && owner == null) {
      return new Verdict(
          false,
          Reason.UNKNOWN_POLICY,
          "spec.policy names %s, which the bundle does not have; it has %s."
              .formatted(id, String.join(", ", byId.keySet().stream().sorted().toList())));
    }
    if (owner != null) {
      return new Verdict(
          false,
          Reason.CONFLICT,
          "Policy %s sets %s already and is older; change that one, or delete it."
              .formatted(owner, id));
    }
    Optional<String> wrong = wrongParameters(policy, rule);
    if (own && written.hasAnother(id, policy.getSpec().rego())) {
      // Its effect holds for the rule as it was, too: without it that might become heavier.
      return new Verdict(
          wrong.isEmpty(),
          Reason.AWAITING_BUNDLE,
          "The loaded bundle has %s as it was before: that is enforced; the conditions Checked and Published say how far it is as it is now."
              .formatted(id));
    }
    if (wrong.isPresent()) {
      return new Verdict(false, Reason.INVALID_PARAMETERS, wrong.get());
    }
    if (isPreview(policy)) {
      return PREVIEWED;
    }
    return new Verdict(true, Reason.ENFORCED, "The rule is enforced as this object says.");
  }

  /** What is wrong with the parameters that an object gives its rule. */
  static Optional<String> wrongParameters(Policy policy, PolicyDescription rule) {
    List<String> errors = ParameterSchema.errors(rule.schema(), laidOver(rule, policy));
    return errors.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "spec.parameters is not what %s takes: %s."
                .formatted(rule.id(), String.join("; ", errors)));
  }

  /** The parameters as they would be: a schema may require what only the bundle sets. */
  private static JsonNode laidOver(PolicyDescription rule, Policy policy) {
    JsonNode given = policy.getSpec().parameters();
    if (given instanceof ObjectNode fields && rule.parameters() instanceof ObjectNode defaults) {
      return defaults.deepCopy().setAll(fields);
    }
    return given == null ? rule.parameters() : given;
  }
}
