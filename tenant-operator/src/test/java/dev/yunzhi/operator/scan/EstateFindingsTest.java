package dev.yunzhi.operator.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.policy.Effect;
import dev.yunzhi.policy.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class EstateFindingsTest {

  private static final Instant FIRST = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant LATER = FIRST.plusSeconds(60);
  private static final ObjectKey KEY = new ObjectKey(ScannedKind.POD, "a");

  private final EstateFindings findings = new EstateFindings();

  @Test
  void whatStaysKeepsItsTimeAndTouchesNothing() {
    assertThat(findings.put(judged("a", finding("SEC-016")), 1, FIRST)).isEmpty();
    assertThat(findings.takeTouched()).containsExactly("ns");

    var before = findings.put(judged("a", finding("SEC-016")), 2, LATER);

    assertThat(before).extracting(Violation::policy).containsExactly("SEC-016");
    assertThat(findings.takeTouched()).isEmpty();
    assertThat(findings.get("ns", KEY).violations().get(0).since()).isEqualTo(FIRST);
  }

  @Test
  void whatIsNewBesideItHasATimeOfItsOwn() {
    findings.put(judged("a", finding("SEC-019")), 1, FIRST);
    findings.put(judged("a", finding("SEC-019"), finding("SEC-016")), 2, LATER);

    assertThat(findings.get("ns", KEY).violations())
        .extracting(v -> v.violation().policy(), Standing.Dated::since)
        .containsExactly(Tuple.tuple("SEC-016", LATER), Tuple.tuple("SEC-019", FIRST));
  }

  @Test
  void anObjectThatNothingStandsAgainstIsNotKept() {
    findings.put(judged("a", finding("SEC-016")), 1, FIRST);
    findings.takeTouched();

    assertThat(findings.put(judged("a"), 2, LATER)).hasSize(1);
    assertThat(findings.namespaces()).isEmpty();
    assertThat(findings.takeTouched()).containsExactly("ns");
  }

  @Test
  void whatCannotBeJudgedIsStillUnderSuspicion() {
    findings.put(judged("a", finding("SEC-016")), 1, FIRST);

    findings.put(new Judged(ScannedKind.POD, review("a"), List.of(), "too slow", 1), 2, LATER);

    assertThat(findings.get("ns", KEY).plain()).hasSize(1);
    assertThat(findings.get("ns", KEY).failure()).isEqualTo("too slow");
  }

  @Test
  void aRunForgetsWhatItDoesNotSeeOfItsKindAlone() {
    findings.put(judged("gone", finding("SEC-016")), 1, FIRST);
    findings.put(judged("stays", finding("SEC-016")), 1, FIRST);
    findings.put(
        new Judged(ScannedKind.SERVICE, review("other"), List.of(finding("SEC-015")), null, 1),
        1,
        FIRST);
    findings.put(judged("stays", finding("SEC-016")), 2, LATER);

    var gone = new ArrayList<String>();
    findings.removeUnseen(ScannedKind.POD, null, 2, (ns, entry) -> gone.add(entry.getKey().name()));

    assertThat(gone).containsExactly("gone");
    assertThat(findings.of("ns").keySet())
        .extracting(ObjectKey::name)
        .containsExactly("stays", "other");
  }

  @Test
  void whatTwoReportsSayOfOneObjectIsPutTogether() {
    findings.restore("ns", KEY, standing("SEC-019"));
    findings.restore("ns", KEY, standing("SEC-016"));

    var before = findings.put(judged("a", finding("SEC-016"), finding("SEC-019")), 1, LATER);

    assertThat(before).extracting(Violation::policy).containsExactly("SEC-016", "SEC-019");
    assertThat(findings.get("ns", KEY).violations())
        .extracting(Standing.Dated::since)
        .containsOnly(FIRST);
    assertThat(findings.takeTouched()).isEmpty();
  }

  private static Standing standing(String policy) {
    var dated = new Standing.Dated(Violation.of(finding(policy)), FIRST);
    return new Standing("uid-a", "v1", List.of(dated), null, 0);
  }

  private static Judged judged(String name, Finding... found) {
    return new Judged(ScannedKind.POD, review(name), List.of(found), null, 1);
  }

  private static ObjectNode review(String name) {
    ObjectNode review = new ObjectMapper().createObjectNode().put("namespace", "ns");
    ObjectNode object = review.putObject("object").put("apiVersion", "v1");
    object.putObject("metadata").put("name", name).put("uid", "uid-" + name);
    return review;
  }

  private static Finding finding(String policy) {
    return new Finding(policy, Effect.DENY, "m", "信", "$.spec", List.of(), false, null);
  }
}
