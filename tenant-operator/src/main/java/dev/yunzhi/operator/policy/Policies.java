package dev.yunzhi.operator.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.constraint.Constraints;
import dev.yunzhi.operator.constraint.DetachedConstraints;
import dev.yunzhi.policy.EngineLimits;
import dev.yunzhi.policy.EvaluationException;
import dev.yunzhi.policy.Finding;
import dev.yunzhi.policy.InvalidBundleException;
import dev.yunzhi.policy.PolicyBundle;
import dev.yunzhi.policy.PolicyDescription;
import dev.yunzhi.policy.PolicyEngine;
import dev.yunzhi.policy.StageRequirement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies in force: the bundle, with the Policy objects of the cluster laid over it. The whole
 * overlay changes at once. Thread-safe.
 */
public final class Policies implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Policies.class);

  /** Longer than any evaluation may take, so that none is under way in an engine that is closed. */
  private static final long GRACE_SECONDS = 10;

  /**
   * @param bare the bundle as it came
   * @param engine the same with the overlay; {@code bare} itself when that changes nothing
   */
  private record InForce(PolicyEngine bare, PolicyEngine engine, Overlay overlay) {}

  private final EngineLimits limits;
  private final Informers informers;
  private final Constraints constraints;
  private final ScheduledExecutorService later;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final PolicyFaults faults = new PolicyFaults();
  private volatile InForce inForce;

  /**
   * @param constraints are given the templates of each bundle
   * @param later closes engines that were replaced
   */
  public Policies(
      PolicyBundle bundle,
      EngineLimits limits,
      Informers informers,
      Constraints constraints,
      ScheduledExecutorService later)
      throws InvalidBundleException {
    PolicyEngine bare = PolicyEngine.load(bundle, limits);
    constraints.prepare(bundle).enforce();
    this.constraints = constraints;
    this.limits = limits;
    this.informers = informers;
    this.later = later;
    this.inForce = new InForce(bare, bare, Overlay.NONE);
    constraints.onChange(() -> listeners.forEach(Runnable::run));
  }

  /**
   * Puts another bundle in force, all at once. Takes seconds, in which reviews go on by the one
   * before.
   *
   * @throws InvalidBundleException if it does not load, by itself or with the Policy objects;
   *     nothing changes then
   */
  public void replace(PolicyBundle bundle) throws InvalidBundleException {
    PolicyEngine bare = PolicyEngine.load(bundle, limits);
    Constraints.Prepared templates = null;
    try {
      templates = constraints.prepare(bundle);
      new WarmUp(bare::evaluate).run();
      synchronized (this) {
        InForce before = inForce;
        Overlay overlay = overlay(bare);
        inForce = new InForce(bare, overlaid(bare, overlay), overlay);
        faults.clear();
        retire(before.engine());
        if (before.bare() != before.engine()) {
          retire(before.bare());
        }
        templates.enforce();
      }
    } catch (InvalidBundleException e) {
      bare.close();
      if (templates != null) {
        templates.discard();
      }
      throw e;
    }
    log.atInfo().addKeyValue("revision", bundle.revision()).log("Bundle changed");
    listeners.forEach(Runnable::run);
  }

  private Overlay overlay(PolicyEngine bare) {
    return Overlay.of(informers.of(Policy.class).list(), bare.catalogue(), bare.rules());
  }

  private static PolicyEngine overlaid(PolicyEngine bare, Overlay overlay)
      throws InvalidBundleException {
    return overlay.parameters().isEmpty() && overlay.effects().isEmpty()
        ? bare
        : bare.withOverrides(overlay.parameters(), overlay.effects());
  }

  private void retire(PolicyEngine engine) {
    var unused = later.schedule(engine::close, GRACE_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Brings the engine into line with the Policy objects; does nothing when it is.
   *
   * @return what came of each of them
   */
  public synchronized Overlay refresh() {
    InForce before = inForce;
    Overlay overlay = overlay(before.bare());
    boolean same =
        overlay.parameters().equals(before.overlay().parameters())
            && overlay.effects().equals(before.overlay().effects());
    try {
      PolicyEngine engine = same ? before.engine() : overlaid(before.bare(), overlay);
      inForce = new InForce(before.bare(), engine, overlay);
    } catch (InvalidBundleException e) {
      throw new IllegalStateException(
          "the bundle does not load with the parameters of the Policy objects", e);
    }
    if (same && overlay.rollout().equals(before.overlay().rollout())) {
      return overlay;
    }
    if (!same && before.engine() != before.bare()) {
      retire(before.engine());
    }
    log.atInfo()
        .addKeyValue("parameters", overlay.parameters().keySet())
        .addKeyValue("effects", overlay.effects())
        .addKeyValue("rollout", overlay.rollout().percent())
        .log("Policies changed");
    listeners.forEach(Runnable::run);
    return overlay;
  }

  /** Is told after each change of the policies in force, on the thread that changed them. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /**
   * Judges a review by the policies in force.
   *
   * @param input {@code {"review": AdmissionRequest, "context": {…}}}
   */
  public Judgement judge(JsonNode input) throws EvaluationException {
    InForce its = inForce;
    long start = System.nanoTime();
    try {
      List<Finding> found =
          Stream.concat(
                  its.overlay().rollout().effectiveIn(input, its.engine().evaluate(input)).stream(),
                  constraints.judge(input.path("review")).stream())
              .toList();
      var took = Duration.ofNanos(System.nanoTime() - start);
      return new Judgement(found, its.engine().revision(), took);
    } catch (EvaluationException e) {
      failed(e);
      throw e;
    }
  }

  private void failed(EvaluationException failure) {
    if (faults.add(failure)) {
      log.atError()
          .addKeyValue("policy", failure.policy())
          .addKeyValue("why", failure.getMessage())
          .log("A policy cannot be evaluated; what it cannot judge is refused");
      later.execute(faults::tell);
    }
  }

  /** Policies in force that could not be evaluated. */
  public PolicyFaults faults() {
    return faults;
  }

  /** The findings of {@link #judge}. */
  public List<Finding> evaluate(JsonNode input) throws EvaluationException {
    return judge(input).findings();
  }

  /**
   * The approval stages that the policies in force ask for.
   *
   * @param input as for {@link #evaluate}
   */
  public List<StageRequirement> stages(JsonNode input) throws EvaluationException {
    return inForce.engine().stages(input);
  }

  /**
   * Policies of the caller's own that judge as those in force do now, and go on doing so when these
   * change: for work in the background, which must not keep admission waiting. Takes milliseconds;
   * the caller closes it.
   */
  public DetachedPolicies detached() {
    InForce its = inForce;
    return detached(
        its.bare(),
        its.overlay(),
        constraints.detached(),
        failure -> failedIn(its.bare(), failure));
  }

  /** A fault of a bundle that has been replaced says nothing of the one that is in force. */
  private synchronized void failedIn(PolicyEngine bare, EvaluationException failure) {
    if (bare == inForce.bare()) {
      failed(failure);
    }
  }

  /**
   * As {@link #detached}, as if one more object were in force, instead of any other for its rule.
   *
   * @param policy that the last {@link #refresh} found to be a preview, without a rule of its own
   * @param failures are no faults of what is in force
   */
  public DetachedPolicies preview(Policy policy, DetachedPolicies.Failures failures) {
    InForce its = inForce;
    return detached(its.bare(), its.overlay().with(policy), DetachedConstraints.NONE, failures);
  }

  /**
   * Policies of the caller's own, of which one is the rule that an object brings, as it would be if
   * it were in force. Takes seconds; the caller closes it.
   *
   * @param bundle the standard policies and that rule
   * @param failures are no faults of what is in force
   * @throws PreviewException if the rule cannot be tried
   */
  public DetachedPolicies preview(
      Policy policy, PolicyBundle bundle, DetachedPolicies.Failures failures)
      throws PreviewException {
    try (PolicyEngine bare = PolicyEngine.load(bundle, limits)) {
      for (PolicyDescription rule : bare.catalogue()) {
        Optional<String> wrong =
            rule.id().equals(policy.getSpec().policy())
                ? Overlay.wrongParameters(policy, rule)
                : Optional.empty();
        if (wrong.isPresent()) {
          throw new PreviewException(Reason.INVALID_PARAMETERS, wrong.get());
        }
      }
      Overlay its = Overlay.NONE.with(policy);
      return new DetachedPolicies(
          bare.withOverrides(its.parameters(), its.effects()),
          its.rollout(),
          DetachedConstraints.NONE,
          failures);
    } catch (InvalidBundleException e) {
      throw new PreviewException(
          Reason.PREVIEW_FAILING,
          "The engine does not load the rule: %s.".formatted(e.getMessage()));
    }
  }

  private static DetachedPolicies detached(
      PolicyEngine bare,
      Overlay overlay,
      DetachedConstraints constraints,
      DetachedPolicies.Failures failures) {
    try {
      PolicyEngine own = bare.withOverrides(overlay.parameters(), overlay.effects());
      return new DetachedPolicies(own, overlay.rollout(), constraints, failures);
    } catch (InvalidBundleException e) {
      throw new IllegalStateException("what is in force does not load a second time", e);
    }
  }

  /** The rules with the effects and parameters in force, by id. */
  public List<PolicyDescription> catalogue() {
    return new ArrayList<>(inForce.engine().catalogue());
  }

  /** Revision of the bundle in force. */
  public String revision() {
    return inForce.bare().revision();
  }

  @Override
  public void close() {
    inForce.engine().close();
    inForce.bare().close();
  }
}
