package dev.yunzhi.controlplane.publication;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.audit.store.StoreException;
import dev.yunzhi.controlplane.BackgroundWork;
import dev.yunzhi.controlplane.agent.Agents;
import dev.yunzhi.controlplane.agent.Enforcement;
import dev.yunzhi.controlplane.publication.PolicyCondition.Reason;
import dev.yunzhi.controlplane.publication.RevisionStore.Stored;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.store.ReplicaLock;
import dev.yunzhi.policy.StandardPolicies;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what the Policy objects say, and says on each what came of it. One replica does so at a
 * time, one revision at a time; changes that come together make one.
 */
final class Publisher extends BackgroundWork {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  /** "yunzhip" in ASCII: nobody else's by accident. */
  private static final long LOCK = 0x79756e7a686970L;

  /** Changes that follow each other this fast, as of one kubectl apply, are published together. */
  private static final Duration QUIET = Duration.ofMillis(50);

  /** What another replica was told is seen then, and no lost event matters. */
  private static final Duration RESYNC = Duration.ofSeconds(10);

  /** The revision of what is built only to see whether it can be. */
  private static final String TRIAL = "trial";

  private static final Duration RETRY = Duration.ofSeconds(2);

  private final PolicyObjects objects;

  /** Null where none are read. */
  private final Templates templates;

  private final Database database;
  private final RevisionStore store;
  private final Publication publication;
  private final OpaTools tools;
  private final ReplicaLock lock;
  private final Agents agents;
  private final Clock clock;
  private final Sources standard = Sources.standard();
  private final Set<String> standardIds = StandardPolicies.ids();
  private final BlockingQueue<Boolean> changes = new ArrayBlockingQueue<>(1);
  private final Map<Object, Verdict> checked = new HashMap<>();

  /**
   * Those that stand alone and not beside the others, for as long as all of them stay as they are.
   */
  private final Map<Object, Verdict> unbuildable = new HashMap<>();

  /** Those that are only tried and can be built beside the others, for as long. */
  private final Set<Object> buildable = new HashSet<>();

  private Set<Object> looked = Set.of();

  /** Of this round; only the worker touches it. */
  private Enforcement enforcement;

  Publisher(
      PolicyObjects objects,
      Templates templates,
      Database database,
      RevisionStore store,
      Publication publication,
      OpaTools tools,
      Agents agents,
      DataSource source,
      Clock clock) {
    super("publisher");
    this.objects = objects;
    this.templates = templates;
    this.database = database;
    this.store = store;
    this.publication = publication;
    this.tools = tools;
    this.agents = agents;
    this.lock = new ReplicaLock(source, LOCK, "publishes policies");
    this.clock = clock;
  }

  /** Has everything looked at again, soon. */
  void wake() {
    var unused = changes.offer(true);
  }

  @Override
  public void start() {
    objects.onChange(this::wake);
    if (templates != null) {
      templates.onChange(this::wake);
    }
    agents.onChange(this::wake);
    super.start();
  }

  @Override
  protected void work() throws InterruptedException {
    try (lock) {
      while (goesOn()) {
        Duration pause = tryRound() ? RESYNC : RETRY;
        if (changes.poll(pause.toMillis(), TimeUnit.MILLISECONDS) != null) {
          Thread.sleep(QUIET.toMillis());
          changes.clear();
        }
      }
    }
  }

  /**
   * @return false when it is to be tried again before long
   */
  private boolean tryRound() {
    try {
      return database.isReady() && lock.held() && round();
    } catch (RuntimeException | StackOverflowError e) {
      LOG.warn("policies are published later: {}", e.getMessage());
      return false;
    }
  }

  private boolean round() {
    Optional<List<Policy>> all = objects.all();
    Optional<Map<TemplateCandidate, JsonNode>> allTemplates =
        templates == null ? Optional.of(Map.of()) : templates.all();
    if (all.isEmpty() || allTemplates.isEmpty()) {
      return false;
    }
    List<Policy> policies = all.get();
    Map<RuleCandidate, Policy> rules = candidates(policies);
    Set<Candidate> candidates = new LinkedHashSet<>(rules.keySet());
    candidates.addAll(allTemplates.get().keySet());
    Map<Candidate, Verdict> verdicts = new LinkedHashMap<>();
    lookAt(candidates);
    boolean said = true;
    Optional<Stored> last = store.last();
    boolean held = store.hold().isPresent();
    String failure = null;
    try {
      for (Candidate candidate : candidates) {
        verdicts.put(candidate, judge(candidate, verdicts.keySet()));
      }
      if (templates != null) {
        said = templates.define(allTemplates.get().keySet(), t -> verdicts.get(t).accepted());
      }
      if (!held) {
        last = Optional.of(publish(verdicts, last));
      }
      tryOut(verdicts, last);
    } catch (OpaException | IOException | StoreException e) {
      LOG.warn("policies are not published: {}", e.getMessage());
      failure = e.getMessage();
    }
    enforcement = agents.enforcement(BundleName.WASM.wire());
    for (Policy policy : policies) {
      if (policy.getSpec().rego() == null) {
        said &= say(policy, null, List.of());
      }
    }
    for (Map.Entry<RuleCandidate, Policy> entry : rules.entrySet()) {
      Candidate candidate = entry.getKey();
      said &= sayOf(candidate, entry.getValue(), verdicts.get(candidate), last, held, failure);
    }
    for (Map.Entry<TemplateCandidate, JsonNode> entry : allTemplates.get().entrySet()) {
      TemplateCandidate candidate = entry.getKey();
      said &= sayOf(candidate, entry.getValue(), verdicts.get(candidate), last, held, failure);
    }
    return said && failure == null;
  }

  /** Forgets what was found of others. */
  private void lookAt(Set<Candidate> candidates) {
    Set<Object> contents = candidates.stream().map(Candidate::content).collect(Collectors.toSet());
    checked.keySet().retainAll(contents);
    if (!contents.equals(looked)) {
      unbuildable.clear();
      buildable.clear();
      looked = contents;
    }
  }

  /** By the objects' age: of two with one id, the older has it. */
  private static Map<RuleCandidate, Policy> candidates(List<Policy> policies) {
    Map<RuleCandidate, Policy> candidates = new LinkedHashMap<>();
    policies.stream()
        .filter(policy -> policy.getSpec().rego() != null)
        .sorted(
            Comparator.comparing((Policy p) -> p.getMetadata().getCreationTimestamp())
                .thenComparing(p -> p.getMetadata().getName()))
        .forEach(policy -> candidates.put(RuleCandidate.of(policy), policy));
    return candidates;
  }

  private Verdict judge(Candidate candidate, Set<Candidate> older)
      throws OpaException, IOException {
    if (standardIds.contains(candidate.rule())) {
      return new Verdict(
          Reason.STANDARD_POLICY,
          "spec.policy %s is a standard policy: leave spec.rego out to set its effect and parameters, or give the new rule an id of its own."
              .formatted(candidate.rule()));
    }
    for (Candidate other : older) {
      if (!candidate.tried() && !other.tried() && other.rule().equals(candidate.rule())) {
        return new Verdict(
            Reason.CONFLICT,
            "Policy %s brings %s already and is older; change that one, or delete it."
                .formatted(other.object(), candidate.rule()));
      }
    }
    if (unbuildable.containsKey(candidate.content())) {
      return unbuildable.get(candidate.content());
    }
    Verdict known = checked.get(candidate.content());
    if (known == null) {
      long start = System.nanoTime();
      known = candidate.check(tools, standard);
      checked.put(candidate.content(), known);
      LOG.info(
          "{} is checked after {} ms: {}",
          candidate.object(),
          Duration.ofNanos(System.nanoTime() - start).toMillis(),
          known.reason().wire());
    }
    return known;
  }

  /** The last revision, which is a new one if the objects say something new. */
  private Stored publish(Map<Candidate, Verdict> verdicts, Optional<Stored> last)
      throws OpaException, IOException {
    Optional<Stored> before =
        last.isPresent() && last.get().revision().rolledBackTo() == null
            ? last
            : store.lastOfObjects();
    Draft draft = Draft.of(standard, verdicts, before);
    if (isAs(last, draft)) {
      return last.get();
    }
    try {
      return publication.publish(draft);
    } catch (OpaException e) {
      Draft bearable = withoutUnbuildable(verdicts, draft, before, e);
      return isAs(last, bearable) ? last.get() : publication.publish(bearable);
    }
  }

  private static boolean isAs(Optional<Stored> last, Draft draft) {
    return last.isPresent()
        && draft.sources().equals(last.get().sources())
        && owners(draft.rules()).equals(owners(last.get().revision().rules()));
  }

  /** Which object brings which rule. */
  private static Map<String, String> owners(List<Revision.Rule> rules) {
    return rules.stream().collect(Collectors.toMap(Revision.Rule::policy, Revision.Rule::object));
  }

  /**
   * Finds the new rules that opa takes alone and cannot build beside the others, so that they hold
   * up nobody else's.
   *
   * @param verdicts are put right
   * @param failure of the whole, thrown again if it is not the rules' fault
   */
  private Draft withoutUnbuildable(
      Map<Candidate, Verdict> verdicts, Draft whole, Optional<Stored> before, OpaException failure)
      throws OpaException, IOException {
    Map<Candidate, Verdict> tried = new LinkedHashMap<>(verdicts);
    List<Candidate> fresh = verdicts.keySet().stream().filter(whole::isNew).toList();
    fresh.forEach(candidate -> tried.put(candidate, unbuildable(failure)));
    if (!builds(Draft.of(standard, tried, before).sources())) {
      throw failure;
    }
    for (Candidate candidate : fresh) {
      tried.put(candidate, verdicts.get(candidate));
      if (!builds(Draft.of(standard, tried, before).sources())) {
        tried.put(candidate, unbuildable(failure));
        unbuildable.put(candidate.content(), unbuildable(failure));
      }
    }
    verdicts.putAll(tried);
    return Draft.of(standard, verdicts, before);
  }

  /**
   * Finds the rules that are only tried and that opa cannot build beside those that are published.
   *
   * @param verdicts are put right
   */
  private void tryOut(Map<Candidate, Verdict> verdicts, Optional<Stored> last)
      throws OpaException, IOException {
    Sources published = last.map(Stored::sources).orElse(standard);
    for (Map.Entry<Candidate, Verdict> entry : verdicts.entrySet()) {
      Candidate candidate = entry.getKey();
      if (!candidate.tried()
          || !entry.getValue().accepted()
          || buildable.contains(candidate.content())) {
        continue;
      }
      try {
        var unused = tools.build().preview(candidate.addTo(published), TRIAL);
        buildable.add(candidate.content());
      } catch (OpaException e) {
        if (!builds(published)) {
          throw e;
        }
        unbuildable.put(candidate.content(), unbuildable(e));
        entry.setValue(unbuildable(e));
      }
    }
  }

  private boolean builds(Sources sources) throws IOException {
    try {
      var unused = tools.build().build(sources, TRIAL);
      return true;
    } catch (OpaException e) {
      LOG.info("a trial without some of the new rules fails, too: {}", e.getMessage());
      return false;
    }
  }

  private static Verdict unbuildable(OpaException failure) {
    return new Verdict(
        Reason.CHECK_FAILED,
        "opa takes the rule alone, but not beside those of the other Policies and templates: "
            + failure.getMessage().lines().collect(Collectors.joining(" ")));
  }

  private boolean sayOf(
      Candidate candidate,
      Policy policy,
      Verdict verdict,
      Optional<Stored> last,
      boolean held,
      String failure) {
    Optional<Revision.Rule> standing = last.flatMap(l -> l.revision().rule(candidate));
    boolean same = !candidate.tried() && last.filter(l -> l.has(candidate)).isPresent();
    String since = standing.map(Revision.Rule::since).orElse(null);
    String stays =
        standing.isPresent() && !same
            ? " Revision %s goes on with generation %d of it."
                .formatted(last.get().revision().name(), standing.get().generation())
            : "";
    Condition published;
    if (same) {
      published = condition(policy, Reason.PUBLISHED, "Revision %s has it.".formatted(since));
    } else if (verdict != null && !verdict.accepted()) {
      published = condition(policy, Reason.NOT_CHECKED, "The rule was not accepted." + stays);
    } else if (candidate.tried() && verdict != null) {
      published =
          condition(
              policy,
              Reason.PREVIEWED,
              "spec.preview is true: the operator tries it, and it is not published." + stays);
    } else if (held) {
      published =
          condition(
              policy,
              Reason.HELD,
              "The policies were rolled back and are held there; it is published once somebody lets"
                  + " them go on."
                  + stays);
    } else if (failure != null) {
      published = condition(policy, Reason.FAILED, failure + "." + stays);
    } else {
      throw new IllegalStateException("an accepted rule is neither published nor held");
    }
    return say(
        policy,
        since,
        verdict == null
            ? List.of(published)
            : List.of(condition(policy, verdict.reason(), verdict.message()), published));
  }

  private boolean sayOf(
      TemplateCandidate candidate,
      JsonNode object,
      Verdict verdict,
      Optional<Stored> last,
      boolean held,
      String failure) {
    Optional<Revision.Rule> published =
        last.filter(l -> l.has(candidate)).flatMap(l -> l.revision().rule(candidate));
    if (published.isPresent()) {
      String since = published.get().since();
      return templates.say(candidate, object, verdict, since, null, enforcement.by(since));
    }
    String unpublished =
        held && verdict != null && verdict.accepted()
            ? "The policies were rolled back and are held there."
            : failure;
    return templates.say(candidate, object, verdict, null, unpublished, enforcement.byNone());
  }

  private Condition condition(Policy policy, Reason reason, String message) {
    return PolicyConditions.of(policy, reason, message, clock);
  }

  /**
   * Writes nothing that stands there already.
   *
   * @return false when it could not be written
   */
  private boolean say(Policy policy, String revision, List<Condition> conditions) {
    String enforcedBy =
        policy.getSpec().rego() != null && revision == null
            ? enforcement.byNone()
            : enforcement.by(revision);
    var before = policy.getStatus();
    if (before != null
        && Objects.equals(before.publishedRevision(), revision)
        && Objects.equals(before.enforcedBy(), enforcedBy)
        && PolicyConditions.standing(policy).equals(conditions)) {
      return true;
    }
    try {
      objects.say(policy, revision, enforcedBy, conditions);
      return true;
    } catch (RuntimeException e) {
      LOG.warn(
          "what came of Policy {} is said later: {}",
          policy.getMetadata().getName(),
          e.getMessage());
      return false;
    }
  }
}
