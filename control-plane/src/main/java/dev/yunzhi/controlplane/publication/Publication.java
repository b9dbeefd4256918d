package dev.yunzhi.controlplane.publication;

import dev.yunzhi.audit.keeping.Person;
import dev.yunzhi.audit.ledger.Event;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.controlplane.publication.RevisionStore.Stored;
import dev.yunzhi.controlplane.store.Journal;
import dev.yunzhi.controlplane.store.Streams;
import dev.yunzhi.controlplane.web.Problem;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes revisions: builds, signs, keeps and announces them, one at a time. Thread-safe. Of several
 * replicas that make one at once, the database takes the first.
 */
final class Publication {
  private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

  /** What publishes of itself: no realm vouches for it, and it has no roles. */
  private static final Person CONTROL_PLANE = new Person("control-plane", null, List.of(), null);

  private final RevisionStore store;
  private final OpaTools tools;
  private final PublishedBundles bundles;
  private final Journal journal;
  private final Clock clock;

  Publication(
      RevisionStore store, OpaTools tools, PublishedBundles bundles, Journal journal, Clock clock) {
    this.store = store;
    this.tools = tools;
    this.bundles = bundles;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * Publishes what was made of the Policy objects.
   *
   * @throws RevisionStore.HeldException if the policies are held
   * @throws OpaException if opa refuses to build it
   */
  synchronized Stored publish(Draft draft) throws OpaException, IOException {
    long sequence = store.lastSequence() + 1;
    String name = draft.sources().revision(sequence);
    List<Revision.Rule> rules =
        draft.rules().stream()
            .map(
                rule ->
                    rule.since() != null
                        ? rule
                        : new Revision.Rule(rule.policy(), rule.object(), rule.generation(), name))
            .toList();
    return add(
        new Revision(
            sequence, name, null, clock.instant(), CONTROL_PLANE.name(), draft.changes(), rules),
        draft.sources(),
        "publish",
        CONTROL_PLANE);
  }

  /**
   * Publishes once more what a revision was, and holds the policies there.
   *
   * @param revision its name
   * @param reason for people; empty when none was given
   * @throws Problem 400 if there is no such revision
   */
  synchronized Stored rollBack(String revision, Person author, String reason)
      throws OpaException, IOException {
    Stored old =
        store
            .named(revision)
            .orElseThrow(
                () ->
                    Problem.badField(
                        "revision",
                        "there is no revision %s; GET /api/v1/policy/revisions lists them"
                            .formatted(revision)));
    long sequence = store.lastSequence() + 1;
    return add(
        new Revision(
            sequence,
            old.sources().revision(sequence),
            old.revision().sequence(),
            clock.instant(),
            author.name(),
            reason,
            old.revision().rules()),
        old.sources(),
        "rollback",
        author);
  }

  /**
   * Lets the policies go on after a rollback.
   *
   * @return false when they were not held
   */
  boolean resume(Person author, String reason) {
    return store.resume(event("resume", author, reason, Map.of()));
  }

  private Stored add(Revision revision, Sources sources, String action, Person author)
      throws OpaException, IOException {
    long start = System.nanoTime();
    SignedBundles built = tools.build().build(sources, revision.name());
    Map<String, Object> digests = new LinkedHashMap<>();
    for (BundleName name : BundleName.values()) {
      digests.put(name.wire(), Hash.sha256(built.of(name)).toString());
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("revision", revision.name());
    body.put("rolledBackTo", revision.rolledBackTo());
    body.put("sources", HexFormat.of().formatHex(sources.digest()));
    body.put("bundles", digests);
    body.put("rules", revision.rules());
    store.add(revision, sources, built, event(action, author, revision.reason(), body));
    bundles.refresh();
    LOG.info(
        "revision {} of the policies is published after {} ms: {}",
        revision.name(),
        Duration.ofNanos(System.nanoTime() - start).toMillis(),
        revision.reason());
    return new Stored(revision, sources);
  }

  private Event event(String action, Person author, String reason, Map<String, ?> more) {
    Map<String, Object> body = Journal.by(author);
    body.putAll(more);
    body.put("action", action);
    body.put("reason", reason);
    return journal.event(Streams.POLICY, body);
  }
}
