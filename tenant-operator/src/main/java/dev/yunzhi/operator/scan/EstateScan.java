package dev.yunzhi.operator.scan;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.operator.decision.Decisions;
import dev.yunzhi.operator.decision.ScanChange;
import dev.yunzhi.operator.policy.DetachedPolicies;
import dev.yunzhi.operator.policy.Judgement;
import dev.yunzhi.operator.policy.Policies;
import dev.yunzhi.operator.policy.Referents;
import dev.yunzhi.operator.policy.ReviewContext;
import dev.yunzhi.operator.scan.Pending.Change;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges what exists and keeps account of what is found. A run over all objects of a kind replaces
 * all that was known of it; what changes meanwhile is judged between two pages, and stays as it was
 * judged then. Not thread-safe.
 */
final class EstateScan implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EstateScan.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectPages pages;
  private final ScanScope scope;
  private final Policies policies;
  private final ReviewContext context;
  private final Referents referents;
  private final Executor threads;
  private final EstateFindings findings;
  private final Decisions decisions;
  private final Clock clock;

  /** Why a kind could not be looked at as a whole when that was last tried. */
  private final Map<ScannedKind, String> unread = new EnumMap<>(ScannedKind.class);

  /** Judged while a run was under way, so later than the pages that the run still has to see. */
  private final Set<Change> meanwhile = new HashSet<>();

  private DetachedPolicies engine;
  private long run;
  private long judged;

  /**
   * @param threads on which objects are judged
   */
  EstateScan(
      ObjectPages pages,
      ScanScope scope,
      Policies policies,
      ReviewContext context,
      Referents referents,
      Executor threads,
      EstateFindings findings,
      Decisions decisions,
      Clock clock) {
    this.pages = pages;
    this.scope = scope;
    this.policies = policies;
    this.context = context;
    this.referents = referents;
    this.threads = threads;
    this.findings = findings;
    this.decisions = decisions;
    this.clock = clock;
  }

  /** Judges by the policies that are in force now, from here on. */
  void takePolicies() {
    close();
    engine = policies.detached();
  }

  DetachedPolicies engine() {
    return engine;
  }

  /**
   * Judges all objects of some kinds.
   *
   * @param between is called between two pages
   * @return how many objects were judged
   */
  long run(Collection<ServedKind> kinds, String namespace, Runnable between) {
    run++;
    judged = 0;
    meanwhile.clear();
    for (ServedKind kind : kinds) {
      try {
        var judge = judge();
        pages.read(
            kind,
            namespace,
            page -> {
              judgePage(judge, kind, page);
              between.run();
            });
        findings.removeUnseen(
            kind.kind(),
            namespace,
            run,
            (where, gone) -> gone(where, gone.getKey(), gone.getValue()));
        if (namespace == null) {
          unread.remove(kind.kind());
        }
      } catch (KubernetesClientException e) {
        log.atWarn()
            .addKeyValue("kind", kind.kind().kind())
            .addKeyValue("namespace", namespace)
            .setCause(e)
            .log("Objects could not be read, so the scan is incomplete");
        unread.put(kind.kind(), "HTTP " + e.getCode());
      }
    }
    return judged;
  }

  private Judge judge() {
    return new Judge(engine, new NamespaceContexts(context), referents, threads);
  }

  private void judgePage(Judge judge, ServedKind kind, List<ObjectNode> page) {
    var objects = new ArrayList<ObjectNode>();
    for (ObjectNode object : page) {
      var change =
          new Change(
              kind,
              object.at("/metadata/namespace").asText(),
              object.at("/metadata/name").asText());
      if (scope.judges(kind.kind(), object) && !meanwhile.contains(change)) {
        objects.add(object);
      }
    }
    take(judge.judge(kind, objects));
  }

  /** Judges objects that have changed, as they are now. */
  void changed(List<Change> changes) {
    for (Change change : changes) {
      ObjectNode object = pages.get(change.kind(), change.namespace(), change.name());
      meanwhile.add(change);
      if (object == null || !scope.judges(change.kind().kind(), object)) {
        Standing before = findings.remove(change.namespace(), change.key());
        if (before != null) {
          gone(change.namespace(), change.key(), before);
        }
      } else {
        take(judge().judge(change.kind(), List.of(object)));
      }
    }
  }

  private void take(List<Judged> all) {
    var changes = new ArrayList<ScanChange>();
    for (Judged one : all) {
      scope.saw(one.namespace(), one.kind());
      List<Violation> before = findings.put(one, run, clock.instant());
      if (one.failure() == null) {
        var now = one.findings().stream().map(Violation::of).sorted(Violation.ORDER).toList();
        if (!now.equals(before)) {
          changes.add(
              new ScanChange(
                  one.review(),
                  new Judgement(one.findings(), engine.revision(), Duration.ofNanos(one.nanos())),
                  resolved(before, now)));
        }
      }
    }
    judged += all.size();
    decisions.recordScan(changes);
  }

  private static Set<String> resolved(List<Violation> before, List<Violation> now) {
    Set<String> policies = new TreeSet<>();
    before.forEach(v -> policies.add(v.policy()));
    now.forEach(v -> policies.remove(v.policy()));
    return policies;
  }

  private void gone(String namespace, ObjectKey key, Standing before) {
    if (before.violations().isEmpty()) {
      return;
    }
    ObjectNode review = JSON.createObjectNode().put("namespace", namespace).put("name", key.name());
    review.putObject("kind").put("kind", key.kind().kind());
    review.putObject("object").putObject("metadata").put("uid", before.uid());
    decisions.recordScan(
        List.of(
            new ScanChange(
                review,
                new Judgement(List.of(), engine.revision(), Duration.ZERO),
                resolved(before.plain(), List.of()))));
  }

  /**
   * What could not be looked at.
   *
   * @return null when everything could
   */
  String unread() {
    if (unread.isEmpty()) {
      return null;
    }
    var text = new ArrayList<String>();
    unread.forEach((kind, why) -> text.add("%s (%s)".formatted(kind.kind(), why)));
    return String.join(", ", text);
  }

  @Override
  public void close() {
    if (engine != null) {
      engine.close();
    }
  }
}
