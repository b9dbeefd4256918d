package dev.yunzhi.operator.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.policy.EngineLimits;
import dev.yunzhi.policy.EvaluationException;
import dev.yunzhi.policy.Finding;
import dev.yunzhi.policy.InvalidBundleException;
import dev.yunzhi.policy.PolicyBundle;
import dev.yunzhi.policy.PolicyDescription;
import dev.yunzhi.policy.PolicyEngine;
import dev.yunzhi.policy.StageRequirement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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

  private record InForce(PolicyEngine engine, Overlay overlay) {}

  private final PolicyEngine bare;
  private final Informers informers;
  private final ScheduledExecutorService later;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile InForce inForce;

  /**
   * @param later closes engines that were replaced
   */
  public Policies(
      PolicyBundle bundle, EngineLimits limits, Informers informers, ScheduledExecutorService later)
      throws InvalidBundleException {
    this.bare = PolicyEngine.load(bundle, limits);
    this.informers = informers;
    this.later = later;
    this.inForce = new InForce(bare, Overlay.NONE);
  }

  /**
   * Brings the engine into line with the Policy objects; does nothing when it is.
   *
   * @return what came of each of them
   */
  public synchronized Overlay refresh() {
    Overlay overlay = Overlay.of(informers.of(Policy.class).list(), bare.catalogue());
    InForce before = inForce;
    if (overlay.parameters().equals(before.overlay().parameters())
        && overlay.effects().equals(before.overlay().effects())) {
      inForce = new InForce(before.engine(), overlay);
      return overlay;
    }
    try {
      inForce = new InForce(bare.withOverrides(overlay.parameters(), overlay.effects()), overlay);
    } catch (InvalidBundleException e) {
      throw new IllegalStateException(
          "the bundle does not load with the parameters of the Policy objects", e);
    }
    if (before.engine() != bare) {
      var unused = later.schedule(before.engine()::close, GRACE_SECONDS, TimeUnit.SECONDS);
    }
    log.atInfo()
        .addKeyValue("parameters", overlay.parameters().keySet())
        .addKeyValue("effects", overlay.effects())
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
  public List<Finding> evaluate(JsonNode input) throws EvaluationException {
    return inForce.engine().evaluate(input);
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
   * An engine of the caller's own that judges as the policies in force do now, and goes on doing so
   * when they change: for work in the background, which must not keep admission waiting. Takes
   * milliseconds; the caller closes it.
   */
  public PolicyEngine detached() {
    return engine(inForce.overlay());
  }

  /**
   * As {@link #detached}, as if one more object were in force, instead of any other for its rule.
   *
   * @param policy that the last {@link #refresh} found to be a preview
   */
  public PolicyEngine preview(Policy policy) {
    return engine(inForce.overlay().with(policy));
  }

  private PolicyEngine engine(Overlay overlay) {
    try {
      return bare.withOverrides(overlay.parameters(), overlay.effects());
    } catch (InvalidBundleException e) {
      throw new IllegalStateException("what is in force does not load a second time", e);
    }
  }

  /** The rules with the effects and parameters in force, by id. */
  public List<PolicyDescription> catalogue() {
    return new ArrayList<>(inForce.engine().catalogue());
  }

  /** Revision of the bundle. */
  public String revision() {
    return bare.revision();
  }

  @Override
  public void close() {
    inForce.engine().close();
    bare.close();
  }
}
