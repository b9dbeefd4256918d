package dev.yunzhi.operator.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.PolicyPreview;
import dev.yunzhi.api.v1alpha1.PreviewedDepartment;
import dev.yunzhi.api.v1alpha1.PreviewedObject;
import dev.yunzhi.policy.Effect;
import dev.yunzhi.policy.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreviewCountTest {

  private final PreviewCount count = new PreviewCount("SEC-016");

  @Test
  void eachObjectCountsOnceByTheHeaviestAndOtherPoliciesDoNot() {
    count.add(judged("a", found(Effect.WARN, null), found(Effect.DENY, null)), "health");
    count.add(judged("b", found(Effect.DENY, "waiver")), "health");
    count.add(judged("c", found(Effect.DENY, "waiver"), found(Effect.AUDIT, null)), "water");
    count.add(
        judged("d", new Finding("SEC-019", Effect.DENY, "m", "信", "$", List.of(), false, null)),
        "water");

    PolicyPreview preview = count.result(3L);

    assertThat(preview.generation()).isEqualTo(3);
    assertThat(preview.complete()).isTrue();
    assertThat(preview.objects()).isEqualTo(4);
    assertThat(preview.denied()).isOne();
    assertThat(preview.warned()).isZero();
    assertThat(preview.audited()).isOne();
    assertThat(preview.exempt()).isOne();
    assertThat(preview.departments())
        .containsExactly(
            new PreviewedDepartment("health", 1, 0, 0, 1),
            new PreviewedDepartment("water", 0, 0, 1, 0));
    assertThat(preview.examples()).extracting(PreviewedObject::name).containsExactly("a", "b", "c");
    assertThat(preview.examples().get(1).exception()).isEqualTo("waiver");
  }

  @Test
  void namesAreFewAndNumbersAreWhole() {
    for (int i = 0; i < 120; i++) {
      count.add(judged("p-" + i, found(Effect.DENY, null)), "health");
    }

    assertThat(count.result(1L).examples()).hasSize(50);
    assertThat(count.result(1L).denied()).isEqualTo(120);
  }

  @Test
  void whatCouldNotBeJudgedMakesItIncomplete() {
    count.add(new Judged(ScannedKind.POD, review("a"), List.of(), "too slow", 1), "health");

    assertThat(count.result(1L).complete()).isFalse();
  }

  private static Judged judged(String name, Finding... findings) {
    return new Judged(ScannedKind.POD, review(name), List.of(findings), null, 1);
  }

  private static ObjectNode review(String name) {
    ObjectNode review = new ObjectMapper().createObjectNode().put("namespace", "ns");
    review.putObject("object").putObject("metadata").put("name", name);
    return review;
  }

  private static Finding found(Effect effect, String exception) {
    return new Finding("SEC-016", effect, "m", "信", "$", List.of(), exception != null, exception);
  }
}
