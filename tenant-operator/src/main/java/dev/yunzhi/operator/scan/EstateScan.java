package dev.yunzhi.operator.scan;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.operator.decision.Decisions;
import dev.yunzhi.operator.decision.ScanChange;
import dev.yunzhi.operator.policy.DetachedPolicies;
import dev.yunzhi.operator.policy.Judgement;
import dev.yunzhi.operator.policy.Policies;
import dev.yunzhi.operator.scan.EstateFindings.Turn;
import dev.yunzhi.operator.scan.Pending.Change;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

  /** Objects that have changed and are in memory at one time. */
  private static final int PORTION = 100;

  /** When more than this many have changed in one namespace, a list takes less time. */
  private static final int MOST_SINGLY = 20;

  private final ObjectPages pages;
  private final ScanScope scope;
  private final Policies policies;
  private final Judges judges;
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

  EstateScan(
      ObjectPages pages,
      ScanScope scope,
      Policies policies,
      Judges judges,
      EstateFindings findings,
      Decisions decisions,
      Clock clock) {
    this.pages = pages;
    this.scope = scope;
    this.policies = policies;
    this.judges = judges;
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
        var judge = judges.by(engine);
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

  private void judgePage(Judge judge, ServedKind kind, List<ObjectNode> page) {
    var objects = new ArrayList<ObjectNode>();
    for (ObjectNode object : page) {
      if (scope.judges(kind.kind(), object) && !meanwhile.contains(change(kind, object))) {
        objects.add(object);
      }
    }
    take(judge.judge(kind, objects));
  }

  /** Judges objects that have changed, as they are now. */
  void changed(List<Change> changes) {
    meanwhile.addAll(changes);
    changes.stream()
        .collect(groupingBy(Change::kind, LinkedHashMap::new, toList()))
        .forEach(this::changed);
  }

  private void changed(ServedKind kind, List<Change> changes) {
    var judge = judges.by(engine);
    var singly = new ArrayList<Change>();
    changes.stream()
        .collect(groupingBy(Change::namespace, TreeMap::new, toList()))
        .forEach(
            (namespace, there) -> {
              if (there.size() > MOST_SINGLY) {
                changed(judge, kind, namespace, there);
              } else {
                singly.addAll(there);
              }
            });
    for (int from = 0; from < singly.size(); from += PORTION) {
      var objects = new ArrayList<ObjectNode>();
      for (Change change : singly.subList(from, Math.min(from + PORTION, singly.size()))) {
        ObjectNode object = pages.get(kind, change.namespace(), change.name());
        if (object != null && scope.judges(kind.kind(), object)) {
          objects.add(object);
        } else {
          forget(change);
        }
      }
      take(judge.judge(kind, objects));
    }
  }

  /** Many of one namespace, out of a list of all that are there. */
  private void changed(Judge judge, ServedKind kind, String namespace, List<Change> changes) {
    var left = new HashSet<>(changes);
    pages.read(
        kind,
        namespace,
        page ->
            take(
                judge.judge(
                    kind,
                    page.stream()
                        .filter(object -> scope.judges(kind.kind(), object))
                        .filter(object -> left.remove(change(kind, object)))
                        .toList())));
    left.forEach(this::forget);
  }

  private static Change change(ServedKind kind, ObjectNode object) {
    return new Change(
        kind, object.at("/metadata/namespace").asText(), object.at("/metadata/name").asText());
  }

  private void forget(Change change) {
    Standing before = findings.remove(change.namespace(), change.key());
    if (before != null) {
      gone(change.namespace(), change.key(), before);
    }
  }

  private void take(List<Judged> all) {
    var changes = new ArrayList<ScanChange>();
    for (Judged one : all) {
      scope.saw(one.namespace(), one.kind());
      Turn turn = findings.put(one, run, clock.instant());
      if (turn.changed()) {
        changes.add(
            new ScanChange(
                one.review(),
                new Judgement(one.findings(), engine.revision(), Duration.ofNanos(one.nanos())),
                turn.resolved()));
      }
    }
    judged += all.size();
    decisions.recordScan(changes);
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
                new Turn(before, null).resolved())));
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
