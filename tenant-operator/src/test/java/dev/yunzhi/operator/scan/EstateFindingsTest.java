package dev.yunzhi.operator.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.policy.Effect;
import dev.yunzhi.policy.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class EstateFindingsTest {

  private static final Instant FIRST = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant LATER = FIRST.plusSeconds(60);
  private static final ObjectKey KEY = new ObjectKey(ScannedKind.POD, "a");

  private final EstateFindings findings = new EstateFindings();

  @Test
  void whatStaysKeepsItsTimeAndTouchesNothing() {
    var first = findings.put(judged("a", finding("SEC-016")), 1, FIRST);
    assertThat(first.changed()).isTrue();
    assertThat(findings.takeTouched()).containsExactly("ns");

    var again = findings.put(judged("a", finding("SEC-016")), 2, LATER);

    assertThat(again.changed()).isFalse();
    assertThat(again.resolved()).isEmpty();
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

    var turn = findings.put(judged("a"), 2, LATER);

    assertThat(turn.changed()).isTrue();
    assertThat(turn.resolved()).containsExactly("SEC-016");
    assertThat(findings.namespaces()).isEmpty();
    assertThat(findings.takeTouched()).containsExactly("ns");
  }

  @Test
  void whatCannotBeJudgedIsStillUnderSuspicion() {
    findings.put(judged("a", finding("SEC-016")), 1, FIRST);

    findings.put(new Judged(ScannedKind.POD, review("a"), List.of(), "too slow", 1), 2, LATER);

    assertThat(findings.get("ns", KEY).violations()).hasSize(1);
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

    var turn = findings.put(judged("a", finding("SEC-016"), finding("SEC-019")), 1, LATER);

    assertThat(turn.changed()).isFalse();
    assertThat(findings.get("ns", KEY).violations())
        .extracting(Standing.Dated::since)
        .containsOnly(FIRST);
    assertThat(findings.takeTouched()).isEmpty();
  }

  /** Counting goes along with what is found, so it must come to the same as counting it all. */
  @Test
  void theTallyIsWhatStands() {
    findings.restore("ns", KEY, standing("SEC-019"));
    findings.restore("ns", KEY, standing("SEC-016"));
    findings.put(judged("b", finding("SEC-016"), exempt("SEC-016")), 1, FIRST);
    findings.put(judged("a", finding("SEC-016")), 1, LATER);
    findings.put(judged("c", finding("SEC-014")), 1, FIRST);
    findings.put(new Judged(ScannedKind.POD, review("d"), List.of(), "too slow", 1), 1, FIRST);
    findings.remove("ns", new ObjectKey(ScannedKind.POD, "c"));

    assertThat(findings.tally().byPolicy())
        .containsExactly(Map.entry("SEC-016", new ScanTotals.Count(2, 1)));
    assertThat(findings.tally().failures()).isEqualTo(1);
  }

  @Test
  void ofAShareThatIsGivenAwayNothingIsKeptOrWritten() {
    findings.put(judged("a", finding("SEC-016")), 1, FIRST);

    findings.retain(namespace -> false);

    assertThat(findings.namespaces()).isEmpty();
    assertThat(findings.takeTouched()).isEmpty();
    assertThat(findings.tally().byPolicy()).isEmpty();
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

  private static Finding exempt(String policy) {
    return new Finding(policy, Effect.DENY, "m", "信", "$.spec", List.of(), true, "waiver");
  }

  private static Finding finding(String policy) {
    return new Finding(policy, Effect.DENY, "m", "信", "$.spec", List.of(), false, null);
  }
}
