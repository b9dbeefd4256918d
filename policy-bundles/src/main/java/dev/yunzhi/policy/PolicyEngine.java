package dev.yunzhi.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Evaluates the policies of one bundle in-process. Safe for use by many threads, but not by virtual
 * ones: an evaluation keeps its processor for as long as it takes, and is stopped by an interrupt.
 */
public final class PolicyEngine implements AutoCloseable {
  private static final String FINDINGS = "yunzhi/findings";
  private static final String STAGES = "yunzhi/stages";
  private static final String CATALOGUE = "yunzhi/catalogue";

  /** What a bundle has to be built with: {@code opa build --entrypoint}. */
  public static final List<String> ENTRYPOINTS = List.of(FINDINGS, STAGES, CATALOGUE);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<Finding>> FINDING_LIST = new TypeReference<>() {};
  private static final TypeReference<List<StageRequirement>> STAGE_LIST = new TypeReference<>() {};
  private static final TypeReference<List<PolicyDescription>> DESCRIPTIONS =
      new TypeReference<>() {};

  /** The order of a set in OPA's Wasm is that of its hashes, which says nothing to anybody. */
  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::policy)
          .thenComparing(Finding::path)
          .thenComparing(Finding::message);

  /** An entry point that found nothing, which most reviews come to. */
  private static final String NOTHING = "[{\"result\":[]}]";

  private static final Duration DESCRIBING_LIMIT = Duration.ofSeconds(30);

  private final PolicyBundle bundle;
  private final EngineLimits limits;
  private final WasmPolicy policy;
  private final InstancePool pool;
  private final Watchdog watchdog;
  private final List<PolicyDescription> catalogue;

  private PolicyEngine(PolicyBundle bundle, EngineLimits limits, WasmPolicy policy, ObjectNode data)
      throws InvalidBundleException {
    InstancePool.Factory instances = () -> new WasmInstance(policy, data, limits.memoryMebibytes());
    this.bundle = bundle;
    this.limits = limits;
    this.policy = policy;
    WasmInstance first = instances.create();
    this.catalogue = describe(first);
    this.pool = new InstancePool(instances, first, limits.instances());
    this.watchdog = new Watchdog(limits.timeLimit());
  }

  private static List<PolicyDescription> describe(WasmInstance instance)
      throws InvalidBundleException {
    for (String entrypoint : ENTRYPOINTS) {
      if (!instance.hasEntrypoint(entrypoint)) {
        throw new InvalidBundleException("the bundle has no entry point " + entrypoint);
      }
    }
    try (Watchdog watchdog = new Watchdog(DESCRIBING_LIMIT)) {
      String catalogue = evaluate(instance, watchdog, CATALOGUE, JSON.createObjectNode());
      return read(catalogue, CATALOGUE, DESCRIPTIONS, "description").stream()
          .sorted(Comparator.comparing(PolicyDescription::id))
          .toList();
    } catch (EvaluationException e) {
      throw new InvalidBundleException(
          "the bundle cannot describe its policies (" + CATALOGUE + "): " + e.getMessage(), e);
    }
  }

  /**
   * Loads a bundle; takes seconds, because its WebAssembly is compiled to JVM bytecode.
   *
   * @throws InvalidBundleException if the bundle lacks one of the entry points {@code
   *     yunzhi/findings}, {@code yunzhi/stages} and {@code yunzhi/catalogue}, or needs a built-in
   *     function that this engine does not have; the message names what
   */
  public static PolicyEngine load(PolicyBundle bundle, EngineLimits limits)
      throws InvalidBundleException {
    return new PolicyEngine(bundle, limits, WasmPolicy.compile(bundle.wasm()), bundle.data());
  }

  /**
   * A second engine of the same bundle with other parameters and effects; takes milliseconds. This
   * engine stays as it is and stays open. Overrides are laid over the bundle's own data, not over
   * earlier overrides.
   *
   * @param parameters by policy id ({@code SEC-019}); each object's fields replace the bundle's
   * @param effects by policy id; the policy's own effect becomes this one, and none of its findings
   *     is heavier than it
   * @throws IllegalArgumentException if an id is none of the bundle's
   * @throws InvalidBundleException if the bundle does not load with them
   */
  public PolicyEngine withOverrides(
      Map<String, ? extends JsonNode> parameters, Map<String, Effect> effects)
      throws InvalidBundleException {
    ObjectNode data = bundle.data();
    parameters.forEach(
        (id, values) ->
            data.withObjectProperty("parameters")
                .withObjectProperty(key(id))
                .setAll((ObjectNode) values));
    effects.forEach(
        (id, effect) -> data.withObjectProperty("effects").put(key(id), effect.value()));
    return new PolicyEngine(bundle, limits, policy, data);
  }

  /**
   * Judges a review.
   *
   * @param input {@code {"review": AdmissionRequest, "context": {…}}}
   * @return what the policies found, exempt findings too, by policy, path and message
   * @throws EvaluationTimeoutException if it took longer than the time limit
   * @throws EngineBusyException if no instance became free in time
   * @throws EvaluationException if it failed in any other way
   */
  public List<Finding> evaluate(JsonNode input) throws EvaluationException {
    return evaluate(FINDINGS, input, FINDING_LIST, "finding").stream().sorted(ORDER).toList();
  }

  /**
   * The approval stages that the policies ask for before a review's object is carried out. Two
   * policies may ask for the same stage.
   *
   * @param input as for {@link #evaluate}
   * @return by stage and policy; empty when none is asked for
   * @throws EvaluationException as {@link #evaluate} does
   */
  public List<StageRequirement> stages(JsonNode input) throws EvaluationException {
    return evaluate(STAGES, input, STAGE_LIST, "stage").stream()
        .sorted(
            Comparator.comparing(StageRequirement::stage).thenComparing(StageRequirement::policy))
        .toList();
  }

  private <T> List<T> evaluate(
      String entrypoint, JsonNode input, TypeReference<List<T>> type, String what)
      throws EvaluationException {
    PlatformThreads.require();
    try {
      String result =
          pool.evaluate(
              limits.maxWait(), instance -> evaluate(instance, watchdog, entrypoint, input));
      return read(result, entrypoint, type, what);
    } catch (EvaluationException e) {
      throw policy.ruleAtWork(e).flatMap(this::id).map(e::in).orElse(e);
    }
  }

  private Optional<String> id(String key) {
    return catalogue.stream()
        .filter(description -> description.key().equals(key))
        .map(PolicyDescription::id)
        .findAny();
  }

  /** The policies of the bundle, by id. */
  public List<PolicyDescription> catalogue() {
    return catalogue;
  }

  /** The revision of the bundle that is evaluated. */
  public String revision() {
    return bundle.revision();
  }

  /** The rules of Policy objects that the bundle was built of. */
  public RuleDigests rules() {
    return bundle.rules();
  }

  /** Ends the engine's threads. Evaluations under way end normally; later ones fail. */
  @Override
  public void close() {
    pool.close();
    watchdog.close();
  }

  /** The JSON of the result set. */
  private static String evaluate(
      WasmInstance instance, Watchdog watchdog, String entrypoint, JsonNode input)
      throws EvaluationException {
    return LimitedEvaluation.within(watchdog, () -> instance.evaluate(entrypoint, input));
  }

  private static <T> List<T> read(
      String result, String entrypoint, TypeReference<List<T>> type, String what)
      throws EvaluationException {
    if (result.equals(NOTHING)) {
      return List.of();
    }
    JsonNode found;
    try {
      found = JSON.readTree(result).at("/0/result");
    } catch (JsonProcessingException e) {
      throw new EvaluationException("OPA answered no JSON: " + e.getOriginalMessage(), e);
    }
    if (found.isMissingNode()) {
      throw new EvaluationException(entrypoint + " is undefined");
    }
    try {
      return JSON.convertValue(found, type);
    } catch (IllegalArgumentException e) {
      throw new EvaluationException(
          "a policy answered what is no %s: %s".formatted(what, e.getMessage()), e);
    }
  }

  private String key(String id) {
    return catalogue.stream()
        .filter(description -> description.id().equals(id))
        .findAny()
        .map(PolicyDescription::key)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no policy "
                        + id
                        + "; there are "
                        + catalogue.stream()
                            .map(PolicyDescription::id)
                            .collect(Collectors.toCollection(TreeSet::new))));
  }
}
