package dev.yunzhi.operator.scan;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.operator.policy.DetachedPolicies;
import dev.yunzhi.operator.policy.Referents;
import dev.yunzhi.operator.policy.StoredReview;
import dev.yunzhi.policy.EvaluationException;
import dev.yunzhi.policy.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Judges existing objects by the policies of one moment, several at once, with the context that
 * admission gives. Not thread-safe.
 */
final class Judge {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Nobody asks for what exists. */
  private static final String NOBODY = "";

  /** Objects that one thread judges before it looks for more. */
  private static final int PORTION = 25;

  private final DetachedPolicies policies;
  private final NamespaceContexts contexts;
  private final Referents referents;
  private final Executor threads;

  /**
   * @param threads platform threads; the engine has an instance for each
   */
  Judge(
      DetachedPolicies policies,
      NamespaceContexts contexts,
      Referents referents,
      Executor threads) {
    this.policies = policies;
    this.contexts = contexts;
    this.referents = referents;
    this.threads = threads;
  }

  private record Input(ObjectNode review, ObjectNode context) {}

  /**
   * Judges all of them.
   *
   * @return in the order of the objects
   */
  List<Judged> judge(ServedKind kind, List<ObjectNode> objects) {
    var inputs = new ArrayList<Input>(objects.size());
    for (ObjectNode object : objects) {
      inputs.add(
          new Input(
              StoredReview.of(kind.type(), NOBODY, object), contexts.of(kind.kind(), object)));
    }
    var portions = new ArrayList<CompletableFuture<List<Judged>>>();
    for (int from = 0; from < inputs.size(); from += PORTION) {
      var portion = inputs.subList(from, Math.min(from + PORTION, inputs.size()));
      portions.add(
          CompletableFuture.supplyAsync(
              () -> portion.stream().map(input -> judge(kind.kind(), input)).toList(), threads));
    }
    return portions.stream().flatMap(portion -> portion.join().stream()).toList();
  }

  private Judged judge(ScannedKind kind, Input input) {
    long start = System.nanoTime();
    List<Finding> findings = List.of();
    String failure = null;
    try {
      ObjectNode whole = JSON.createObjectNode();
      whole.set("review", input.review());
      whole.set("context", referents.addTo(input.context(), input.review()));
      findings = policies.evaluate(whole);
    } catch (EvaluationException | RuntimeException e) {
      failure = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
    return new Judged(kind, input.review(), findings, failure, System.nanoTime() - start);
  }
}
