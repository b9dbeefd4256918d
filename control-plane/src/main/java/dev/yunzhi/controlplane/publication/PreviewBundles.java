package dev.yunzhi.controlplane.publication;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bundles of what is published and one rule that is only tried: no revisions, and signed for a
 * scope of their own, so that no agent enforces one. Each is built when it is asked for, which
 * takes a fraction of a second. Thread-safe.
 */
final class PreviewBundles {
  /** What their names begin with; the name of the Policy object follows. */
  static final String PREFIX = "preview-";

  private static final Logger LOG = LoggerFactory.getLogger(PreviewBundles.class);

  private final Optional<PolicyObjects> objects;
  private final RevisionStore store;
  private final OpaTools tools;

  /**
   * @param objects empty where none are watched
   */
  PreviewBundles(Optional<PolicyObjects> objects, RevisionStore store, OpaTools tools) {
    this.objects = objects;
    this.store = store;
    this.tools = tools;
  }

  /** Empty while there is no such object, or its rule is not tried or not checked as it stands. */
  Optional<Served> of(String object) {
    return objects.flatMap(PolicyObjects::all).stream()
        .flatMap(List::stream)
        .filter(policy -> policy.getMetadata().getName().equals(object))
        .filter(policy -> policy.getSpec().rego() != null && PolicyConditions.isChecked(policy))
        .map(RuleCandidate::of)
        .filter(RuleCandidate::tried)
        .findFirst()
        .flatMap(candidate -> store.last().flatMap(last -> build(candidate, last.sources())));
  }

  private Optional<Served> build(RuleCandidate candidate, Sources published) {
    Sources sources = candidate.addTo(published);
    String revision = PREFIX + sources.revision(candidate.generation());
    try {
      return Optional.of(
          new Served("\"" + revision + "\"", tools.build().preview(sources, revision)));
    } catch (OpaException | IOException e) {
      LOG.warn("Policy {} cannot be tried: {}", candidate.object(), e.getMessage());
      return Optional.empty();
    }
  }
}
