package dev.yunzhi.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * What passes a protection level passes every lower one: a review whose level alone is raised loses
 * no finding and no approval, in reviews that are made up.
 */
class MonotoneByLevelTest {
  private static PolicyEngine engine;

  @BeforeContainer
  static void load() throws Exception {
    engine = PolicyEngine.load(PolicyBundle.builtIn(), EngineLimits.defaults());
  }

  @AfterContainer
  static void close() {
    engine.close();
  }

  @Property(tries = 300)
  void aRaisedLevelLosesNoFinding(@ForAll("reviews") ObjectNode input) throws Exception {
    for (int level = 1; level < 4; level++) {
      JsonNode lower = LeveledReviews.at(level, input);
      JsonNode upper = LeveledReviews.at(level + 1, input);
      assertThat(findings(upper)).as("at level %d", level + 1).containsAll(findings(lower));
      assertThat(stages(upper)).as("at level %d", level + 1).containsAll(stages(lower));
    }
  }

  /** Without a level a review is as one of the highest, so nobody gains by leaving it out. */
  @Property(tries = 100)
  void anUnknownLevelLosesNoApproval(@ForAll("reviews") ObjectNode input) throws Exception {
    assertThat(stages(LeveledReviews.at(null, input)))
        .containsAll(stages(LeveledReviews.at(4, input)));
  }

  /** Texts may name the level, so a finding counts as the same by what it is about. */
  private static Set<String> findings(JsonNode input) throws EvaluationException {
    return engine.evaluate(input).stream()
        .map(f -> f.policy() + " " + f.effect() + " " + f.path())
        .collect(Collectors.toSet());
  }

  private static Set<String> stages(JsonNode input) throws EvaluationException {
    return engine.stages(input).stream()
        .map(s -> s.policy() + " " + s.stage() + " " + s.quorum())
        .collect(Collectors.toSet());
  }

  @Provide
  static Arbitrary<ObjectNode> reviews() {
    Arbitrary<List<LeveledReviews.Variation>> variations =
        Arbitraries.of(LeveledReviews.VARIATIONS)
            .list()
            .uniqueElements(LeveledReviews.Variation::pointer)
            .ofMaxSize(10);
    return Combinators.combine(Arbitraries.of(LeveledReviews.KINDS), variations)
        .as(LeveledReviews::of);
  }
}
