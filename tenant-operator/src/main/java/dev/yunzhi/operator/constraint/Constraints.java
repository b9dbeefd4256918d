package dev.yunzhi.operator.constraint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.cluster.Reader;
import dev.yunzhi.policy.EngineLimits;
import dev.yunzhi.policy.EvaluationException;
import dev.yunzhi.policy.Finding;
import dev.yunzhi.policy.InvalidBundleException;
import dev.yunzhi.policy.PolicyBundle;
import dev.yunzhi.policy.gatekeeper.Constraint;
import dev.yunzhi.policy.gatekeeper.ConstraintTemplate;
import dev.yunzhi.policy.gatekeeper.EnforcementPoint;
import dev.yunzhi.policy.gatekeeper.RefusedException;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The constraints in force: those of the cluster whose template is in the bundle, with the
 * inventory that the templates declare. Until it is known which constraints there are, those before
 * go on; where there were none, nothing can be judged. Thread-safe.
 */
public final class Constraints implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Constraints.class);

  /** Longer than any evaluation may take, so that none is under way in an engine that is closed. */
  private static final long GRACE_SECONDS = 10;

  /** Changes come in bursts: one look for all of them. */
  private static final Duration SETTLING = Duration.ofMillis(50);

  /** Of the time, at most one part in this many goes into building inventories. */
  private static final int PATIENCE = 9;

  /**
   * What is enforced.
   *
   * @param of what it was made of
   * @param inventory null where there are no constraints; the engine keeps it anyway
   * @param texts of the constraints, by which to see whether they have changed
   */
  private record InForce(
      Templates of,
      ObjectNode inventory,
      DetachedConstraints now,
      Set<String> texts,
      long inventoryVersion) {}

  private final Informers informers;
  private final Reader reader;
  private final EngineLimits limits;
  private final ScheduledExecutorService later;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean due = new AtomicBoolean();
  private final AtomicBoolean again = new AtomicBoolean();
  private final TemplateWatches watches;
  private final List<SeenConstraint> orphans = new ArrayList<>();
  private List<SeenConstraint> seen = List.of();
  private volatile long pauseNanos;
  private volatile Templates loaded = Templates.NONE;

  /** Of the bundle that this program began with, or of a later one. */
  private volatile boolean known;

  private volatile InForce inForce =
      new InForce(Templates.NONE, null, DetachedConstraints.NONE, Set.of(), 0);

  /**
   * @param reader for the Namespace of a review
   * @param later on which all work in the background is done
   */
  public Constraints(
      KubernetesClient client,
      Informers informers,
      Reader reader,
      EngineLimits limits,
      ScheduledExecutorService later) {
    this.informers = informers;
    this.reader = reader;
    this.limits = limits;
    this.later = later;
    this.watches = new TemplateWatches(client, informers, this::changed);
  }

  /** The templates of a bundle, ready to be put in force. */
  public final class Prepared {
    private final Templates templates;

    private Prepared(Templates templates) {
      this.templates = templates;
    }

    /** Puts them in force as soon as it is known which constraints of them there are. */
    public void enforce() {
      replace(templates);
    }

    /** They are not to come into force after all. */
    public void discard() {
      templates.close();
    }
  }

  /**
   * Loads the templates of a bundle, without a change to what is enforced; takes seconds where
   * there are any.
   *
   * @throws InvalidBundleException if they do not load
   */
  public Prepared prepare(PolicyBundle bundle) throws InvalidBundleException {
    return new Prepared(Templates.load(bundle, limits));
  }

  private synchronized void replace(Templates templates) {
    if (loaded != inForce.of()) {
      loaded.close();
    }
    loaded = templates;
    known |= templates == Templates.NONE;
    changed();
  }

  /** Is told after each change of what is enforced, on a thread of the background. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /**
   * Holds the constraints against a review of admission.
   *
   * @param request {@code AdmissionReview.request}
   * @throws EvaluationException if one of them cannot be evaluated, or it is not known yet which
   *     there are
   */
  public List<Finding> judge(JsonNode request) throws EvaluationException {
    if (!known) {
      throw new EvaluationException("it is not known yet which constraints there are");
    }
    return inForce.now().evaluate(request, EnforcementPoint.WEBHOOK);
  }

  /**
   * Constraints of the caller's own that judge as those in force do now; takes milliseconds, and
   * the caller closes them.
   */
  public DetachedConstraints detached() {
    InForce its = inForce;
    try {
      return detached(its.of(), its.inventory(), its.now().constraints());
    } catch (InvalidBundleException e) {
      throw new IllegalStateException("what is in force does not load a second time", e);
    }
  }

  /**
   * Constraints of the cluster when they were last looked at: those of the templates in force, and
   * once more those whose template has gone since.
   */
  public synchronized List<SeenConstraint> seen() {
    return seen;
  }

  /** Whether it is known which constraints there are, so that something can be judged. */
  public boolean known() {
    return known;
  }

  private void changed() {
    if (due.compareAndSet(false, true)) {
      long delay = SETTLING.toNanos() + pauseNanos;
      var unused = later.schedule(this::refresh, delay, TimeUnit.NANOSECONDS);
    }
  }

  private void tryAgain() {
    if (again.compareAndSet(false, true)) {
      var unused =
          later.schedule(
              () -> {
                again.set(false);
                refresh();
              },
              TemplateWatches.ABSENT.toNanos(),
              TimeUnit.NANOSECONDS);
    }
  }

  /** Brings what is enforced into line with the bundle and the cluster. */
  private synchronized void refresh() {
    due.set(false);
    try {
      Templates its = loaded;
      if (its != Templates.NONE && !informers.synced()) {
        // An inventory needs to know which namespaces are tenants'.
        tryAgain();
        return;
      }
      watches.follow(its, this::orphan);
      if (watches.known()) {
        enforce(its);
      }
      if (!watches.known() || watches.absent()) {
        tryAgain();
      }
    } catch (InvalidBundleException | RuntimeException e) {
      log.error("The constraints cannot be brought into line; what is enforced stays", e);
      tryAgain();
    }
  }

  private void orphan(String kind, KindWatch watch) {
    ConstraintTemplate template = inForce.of().of(kind);
    if (template != null && loaded.of(kind) == null) {
      for (JsonNode object : watch.list()) {
        orphans.add(
            new SeenConstraint(
                object, template, "the policies in force have no template of its kind"));
      }
    }
  }

  private void enforce(Templates its) throws InvalidBundleException {
    InForce before = inForce;
    List<Constraint> constraints = new ArrayList<>();
    Set<String> texts = new TreeSet<>();
    List<SeenConstraint> all = new ArrayList<>(orphans);
    orphans.clear();
    for (ConstraintTemplate template : its.all()) {
      for (JsonNode object : watches.constraints(template)) {
        try {
          Constraint constraint = Constraint.parse(object, template);
          constraints.add(constraint);
          texts.add(constraint.id() + object.path("spec"));
          all.add(new SeenConstraint(object, template, null));
        } catch (RefusedException e) {
          texts.add(object.at("/metadata/name").asText() + ": " + e.getMessage());
          all.add(new SeenConstraint(object, template, e.getMessage()));
        }
      }
    }
    seen = List.copyOf(all);
    long inventoryVersion = watches.inventoryVersion(its);
    boolean same = before.of() == its && texts.equals(before.texts());
    if (same && (constraints.isEmpty() || before.inventoryVersion() == inventoryVersion)) {
      known = true;
      return;
    }
    long start = System.nanoTime();
    ObjectNode inventory = constraints.isEmpty() ? null : watches.inventory(its);
    DetachedConstraints now = detached(its, inventory, constraints);
    inForce = new InForce(its, inventory, now, texts, inventoryVersion);
    known = true;
    pauseNanos = its.inventoryKinds().isEmpty() ? 0 : PATIENCE * (System.nanoTime() - start);
    retire(before.now()::close);
    if (before.of() != its) {
      retire(before.of()::close);
    }
    if (!same) {
      log.atInfo()
          .addKeyValue("templates", its.kinds())
          .addKeyValue("constraints", constraints.stream().map(Constraint::id).toList())
          .addKeyValue("refused", seen.size() - constraints.size())
          .log("Constraints changed");
      listeners.forEach(Runnable::run);
    }
  }

  private void retire(Runnable close) {
    var unused = later.schedule(close, GRACE_SECONDS, TimeUnit.SECONDS);
  }

  /** With an engine of its own. */
  private DetachedConstraints detached(
      Templates its, ObjectNode inventory, List<Constraint> constraints)
      throws InvalidBundleException {
    return constraints.isEmpty()
        ? DetachedConstraints.NONE
        : new DetachedConstraints(its.engine(inventory), constraints, reader);
  }

  @Override
  public synchronized void close() {
    watches.close();
    inForce.now().close();
    loaded.close();
  }
}
