package dev.yunzhi.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * Evaluates single rules of a bundle in-process, each by its entry point. Safe for use by many
 * threads, but not by virtual ones, as {@link PolicyEngine}.
 */
public final class RuleEngine implements AutoCloseable {
  private final PolicyBundle bundle;
  private final EngineLimits limits;
  private final WasmPolicy policy;
  private final Set<String> entrypoints;
  private final InstancePool pool;
  private final Watchdog watchdog;

  private RuleEngine(PolicyBundle bundle, EngineLimits limits, WasmPolicy policy, ObjectNode data)
      throws InvalidBundleException {
    InstancePool.Factory instances = () -> new WasmInstance(policy, data, limits.memoryMebibytes());
    this.bundle = bundle;
    this.limits = limits;
    this.policy = policy;
    WasmInstance first = instances.create();
    this.entrypoints = first.entrypoints();
    this.pool = new InstancePool(instances, first, limits.instances());
    this.watchdog = new Watchdog(limits.timeLimit());
  }

  /**
   * Loads a bundle; takes seconds, because its WebAssembly is compiled to JVM bytecode.
   *
   * @throws InvalidBundleException if it needs a built-in function that this engine does not have;
   *     the message names what
   */
  public static RuleEngine load(PolicyBundle bundle, EngineLimits limits)
      throws InvalidBundleException {
    WasmPolicy policy = WasmPolicy.compile(HostCalls.forOrder(bundle.wasm()));
    return new RuleEngine(bundle, limits, policy, bundle.data());
  }

  /**
   * A second engine of the same bundle with more data; takes milliseconds. This engine stays as it
   * is and stays open.
   *
   * @param data each field replaces the bundle's own
   */
  public RuleEngine withData(ObjectNode data) throws InvalidBundleException {
    ObjectNode all = bundle.data();
    all.setAll(data);
    return new RuleEngine(bundle, limits, policy, all);
  }

  /** Whether the bundle was compiled with an entry point. */
  public boolean has(String entrypoint) {
    return entrypoints.contains(entrypoint);
  }

  /**
   * The value of a rule for an input.
   *
   * @return JSON as OPA writes it, sets in order
   * @throws IllegalArgumentException if the bundle has no such entry point
   * @throws EvaluationTimeoutException if it took longer than the time limit
   * @throws EngineBusyException if no instance became free in time
   * @throws EvaluationException if it failed in any other way, or the rule is undefined
   */
  public JsonNode evaluate(String entrypoint, JsonNode input) throws EvaluationException {
    PlatformThreads.require();
    if (!has(entrypoint)) {
      throw new IllegalArgumentException("the bundle has no entry point " + entrypoint);
    }
    RegoValue results =
        pool.evaluate(
            limits.maxWait(),
            instance ->
                LimitedEvaluation.within(
                    watchdog, () -> instance.evaluateValue(entrypoint, input)));
    JsonNode value = results.toJson().at("/0/result");
    if (value.isMissingNode()) {
      throw new EvaluationException(entrypoint + " is undefined");
    }
    return value;
  }

  @Override
  public void close() {
    pool.close();
    watchdog.close();
  }
}
