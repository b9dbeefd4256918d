package dev.yunzhi.operator.constraint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.cluster.Reader;
import dev.yunzhi.operator.model.NamespaceOwner;
import dev.yunzhi.policy.EngineLimits;
import dev.yunzhi.policy.EvaluationException;
import dev.yunzhi.policy.Finding;
import dev.yunzhi.policy.InvalidBundleException;
import dev.yunzhi.policy.PolicyBundle;
import dev.yunzhi.policy.gatekeeper.Constraint;
import dev.yunzhi.policy.gatekeeper.ConstraintDefinition;
import dev.yunzhi.policy.gatekeeper.ConstraintEngine;
import dev.yunzhi.policy.gatekeeper.ConstraintTemplate;
import dev.yunzhi.policy.gatekeeper.EnforcementPoint;
import dev.yunzhi.policy.gatekeeper.GroupVersionKind;
import dev.yunzhi.policy.gatekeeper.Inventory;
import dev.yunzhi.policy.gatekeeper.InventoryKind;
import dev.yunzhi.policy.gatekeeper.RefusedException;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * inventory that the templates declare. Which kinds are watched follows the bundle, so it is no
 * more than it has templates and what they declare. Until it is known which constraints there are,
 * those before go on; where there were none, nothing can be judged. Thread-safe.
 */
public final class Constraints implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Constraints.class);

  /** Longer than any evaluation may take, so that none is under way in an engine that is closed. */
  private static final long GRACE_SECONDS = 10;

  /** Changes come in bursts: one look for all of them. */
  private static final Duration SETTLING = Duration.ofMillis(50);

  /** When to see whether a kind is there by now that the cluster did not have. */
  private static final Duration ABSENT = Duration.ofSeconds(1);

  private static final Duration ABSENT_FROM_CLUSTER = Duration.ofMinutes(1);

  /** Of the time, at most one part in this many goes into building inventories. */
  private static final int PATIENCE = 9;

  /** What a bundle brings; equal only to itself. */
  private static final class Loaded {

    static final Loaded NONE = new Loaded(null, Map.of());

    private final ConstraintEngine engine;
    private final Map<String, ConstraintTemplate> templates;

    /**
     * @param engine null where it has no templates
     * @param templates by kind
     */
    Loaded(ConstraintEngine engine, Map<String, ConstraintTemplate> templates) {
      this.engine = engine;
      this.templates = templates;
    }

    ConstraintEngine engine() {
      return engine;
    }

    Map<String, ConstraintTemplate> templates() {
      return templates;
    }
  }

  /**
   * What is enforced.
   *
   * @param of what it was made of
   * @param texts of the constraints, by which to see whether they have changed
   */
  private record InForce(
      Loaded of, DetachedConstraints now, Set<String> texts, long inventoryVersion) {}

  /**
   * A constraint of the cluster.
   *
   * @param object as the API server has it
   * @param plural of its kind
   * @param refusal why it is not enforced; null when it is
   */
  public record Seen(JsonNode object, String plural, String refusal) {}

  private final KubernetesClient client;
  private final Informers informers;
  private final Reader reader;
  private final EngineLimits limits;
  private final ScheduledExecutorService later;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean due = new AtomicBoolean();
  private final AtomicBoolean again = new AtomicBoolean();
  private final Map<String, KindWatch> watches = new HashMap<>();
  private final List<Seen> orphans = new ArrayList<>();
  private List<Seen> seen = List.of();
  private volatile long pauseNanos;
  private volatile Loaded loaded = Loaded.NONE;

  /** Of the bundle that this program began with, or of a later one. */
  private volatile boolean known;

  private volatile InForce inForce =
      new InForce(Loaded.NONE, DetachedConstraints.NONE, Set.of(), 0);

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
    this.client = client;
    this.informers = informers;
    this.reader = reader;
    this.limits = limits;
    this.later = later;
  }

  /** The templates of a bundle, ready to be put in force. */
  public final class Prepared {
    private final Loaded templates;

    private Prepared(Loaded templates) {
      this.templates = templates;
    }

    /** Puts them in force as soon as it is known which constraints of them there are. */
    public void enforce() {
      replace(templates);
    }

    /** They are not to come into force after all. */
    public void discard() {
      if (templates.engine() != null) {
        templates.engine().close();
      }
    }
  }

  /**
   * Loads the templates of a bundle, without a change to what is enforced; takes seconds where
   * there are any.
   *
   * @throws InvalidBundleException if they do not load
   */
  public Prepared prepare(PolicyBundle bundle) throws InvalidBundleException {
    if (bundle.templates().isEmpty()) {
      return new Prepared(Loaded.NONE);
    }
    Map<String, ConstraintTemplate> templates = new LinkedHashMap<>();
    for (JsonNode template : bundle.templates()) {
      try {
        ConstraintTemplate parsed = ConstraintTemplate.parse(template);
        templates.put(parsed.kind(), parsed);
      } catch (RefusedException e) {
        throw new InvalidBundleException(
            "the bundle has a ConstraintTemplate that cannot be read: " + e.getMessage(), e);
      }
    }
    return new Prepared(new Loaded(ConstraintEngine.load(bundle, limits), Map.copyOf(templates)));
  }

  private synchronized void replace(Loaded templates) {
    if (loaded.engine() != null && loaded != inForce.of()) {
      loaded.engine().close();
    }
    loaded = templates;
    known |= templates == Loaded.NONE;
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
  public synchronized DetachedConstraints detached() {
    DetachedConstraints now = inForce.now();
    if (now.constraints().isEmpty()) {
      return DetachedConstraints.NONE;
    }
    try {
      return new DetachedConstraints(engine(inForce.of()), now.constraints(), reader);
    } catch (InvalidBundleException e) {
      throw new IllegalStateException("what is in force does not load a second time", e);
    }
  }

  /**
   * Constraints of the cluster when they were last looked at: those of the templates in force, and
   * once more those whose template has gone since.
   */
  public synchronized List<Seen> seen() {
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
              ABSENT.toNanos(),
              TimeUnit.NANOSECONDS);
    }
  }

  /** Brings what is enforced into line with the bundle and the cluster. */
  private synchronized void refresh() {
    due.set(false);
    try {
      Loaded its = loaded;
      if (its != Loaded.NONE && !informers.synced()) {
        // An inventory needs to know which namespaces are tenants'.
        tryAgain();
        return;
      }
      watch(its);
      if (watches.values().stream().allMatch(KindWatch::known)) {
        enforce(its);
      }
      if (watches.values().stream().anyMatch(watch -> !watch.known() || watch.absent())) {
        tryAgain();
      }
    } catch (InvalidBundleException | RuntimeException e) {
      log.error("The constraints cannot be brought into line; what is enforced stays", e);
      tryAgain();
    }
  }

  private void watch(Loaded its) {
    Map<String, ResourceDefinitionContext> wanted = new LinkedHashMap<>();
    its.templates()
        .values()
        .forEach(template -> wanted.put(template.kind(), constraintsOf(template)));
    inventoryOf(its).forEach((key, kind) -> wanted.put(key, kind));
    watches
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone =
                  !wanted.containsKey(entry.getKey())
                      || entry.getValue().absentFor(patience(entry.getKey(), its));
              if (gone) {
                orphan(entry.getKey(), entry.getValue());
                entry.getValue().close();
              }
              return gone;
            });
    wanted.forEach(
        (key, kind) ->
            watches.computeIfAbsent(key, k -> new KindWatch(client, kind, this::changed)));
  }

  /** Kinds of constraints come soon after their templates; others are in a cluster or are not. */
  private static Duration patience(String key, Loaded its) {
    return its.templates().containsKey(key) ? ABSENT : ABSENT_FROM_CLUSTER;
  }

  private void orphan(String kind, KindWatch watch) {
    ConstraintTemplate template = inForce.of().templates().get(kind);
    if (template != null && !loaded.templates().containsKey(kind)) {
      for (JsonNode object : watch.list()) {
        orphans.add(
            new Seen(
                object, template.name(), "the policies in force have no template of its kind"));
      }
    }
  }

  private static ResourceDefinitionContext constraintsOf(ConstraintTemplate template) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(ConstraintDefinition.GROUP)
        .withVersion(ConstraintDefinition.VERSION)
        .withKind(template.kind())
        .withPlural(template.name())
        .withNamespaced(false)
        .build();
  }

  /** By apiVersion and kind: of what the templates declare, whatever can be there. */
  private static Map<String, ResourceDefinitionContext> inventoryOf(Loaded its) {
    Map<String, ResourceDefinitionContext> kinds = new LinkedHashMap<>();
    for (ConstraintTemplate template : its.templates().values()) {
      for (List<GroupVersionKind> requirement : template.inventory()) {
        for (GroupVersionKind declared : requirement) {
          InventoryKind.of(declared)
              .ifPresent(
                  kind ->
                      kinds.put(
                          declared.apiVersion() + "/" + declared.kind(),
                          new ResourceDefinitionContext.Builder()
                              .withGroup(declared.group().isEmpty() ? null : declared.group())
                              .withVersion(declared.version())
                              .withKind(declared.kind())
                              .withPlural(kind.plural())
                              .withNamespaced(kind.namespaced())
                              .build()));
        }
      }
    }
    return kinds;
  }

  private void enforce(Loaded its) throws InvalidBundleException {
    InForce before = inForce;
    List<Constraint> constraints = new ArrayList<>();
    Set<String> texts = new TreeSet<>();
    List<Seen> all = new ArrayList<>(orphans);
    orphans.clear();
    for (ConstraintTemplate template : its.templates().values()) {
      for (JsonNode object : watches.get(template.kind()).list()) {
        try {
          Constraint constraint = Constraint.parse(object, template);
          constraints.add(constraint);
          texts.add(constraint.id() + object.path("spec"));
          all.add(new Seen(object, template.name(), null));
        } catch (RefusedException e) {
          texts.add(object.at("/metadata/name").asText() + ": " + e.getMessage());
          all.add(new Seen(object, template.name(), e.getMessage()));
        }
      }
    }
    seen = List.copyOf(all);
    long inventoryVersion =
        inventoryOf(its).keySet().stream().mapToLong(key -> watches.get(key).version()).sum();
    boolean same = before.of() == its && texts.equals(before.texts());
    if (same && (constraints.isEmpty() || before.inventoryVersion() == inventoryVersion)) {
      known = true;
      return;
    }
    long start = System.nanoTime();
    DetachedConstraints now =
        constraints.isEmpty()
            ? DetachedConstraints.NONE
            : new DetachedConstraints(engine(its), constraints, reader);
    inForce = new InForce(its, now, texts, inventoryVersion);
    known = true;
    pauseNanos = inventoryOf(its).isEmpty() ? 0 : PATIENCE * (System.nanoTime() - start);
    retire(before.now());
    if (before.of() != its && before.of().engine() != null) {
      var unused = later.schedule(before.of().engine()::close, GRACE_SECONDS, TimeUnit.SECONDS);
    }
    if (!same) {
      log.atInfo()
          .addKeyValue("templates", its.templates().keySet())
          .addKeyValue("constraints", constraints.stream().map(Constraint::id).toList())
          .addKeyValue("refused", seen.size() - constraints.size())
          .log("Constraints changed");
      listeners.forEach(Runnable::run);
    }
  }

  private void retire(DetachedConstraints before) {
    var unused = later.schedule(before::close, GRACE_SECONDS, TimeUnit.SECONDS);
  }

  /** An engine of its own, with the inventory of now. */
  private ConstraintEngine engine(Loaded its) throws InvalidBundleException {
    return its.engine().withInventory(inventory(its));
  }

  private ObjectNode inventory(Loaded its) {
    Inventory inventory = new Inventory();
    for (String key : inventoryOf(its).keySet()) {
      for (JsonNode object : watches.get(key).list()) {
        JsonNode metadata = object.path("metadata");
        String namespace =
            object.path("kind").asText().equals("Namespace")
                ? metadata.path("name").asText()
                : metadata.path("namespace").asText();
        if (NamespaceOwner.isTenants(informers.of(Namespace.class).get(namespace))) {
          inventory.put(object);
        }
      }
    }
    return inventory.data();
  }

  @Override
  public synchronized void close() {
    watches.values().forEach(KindWatch::close);
    watches.clear();
    inForce.now().close();
    if (loaded.engine() != null) {
      loaded.engine().close();
    }
  }
}
