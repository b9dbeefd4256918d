package dev.yunzhi.operator.idle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Environment;
import dev.yunzhi.api.v1alpha1.IdleStep;
import dev.yunzhi.api.v1alpha1.TenantIdle;
import dev.yunzhi.operator.idle.Observed.Use;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The way of an idle tenant, over histories that people and monitoring may bring about. */
class WayTest {

  private static final Map<String, Quantity> SHRUNK = Map.of("cpu", new Quantity("1"));
  private static final Duration NOTICE = Duration.ofDays(14);
  private static final Duration GRACE = Duration.ofDays(7);
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  /** What is seen at one look, so long after the one before. */
  record Look(Duration after, Observed observed) {}

  private static IdleTerms terms(boolean shrink, boolean reclaim) {
    return new IdleTerms(
        5,
        20,
        Duration.ofDays(14),
        Duration.ofHours(18),
        NOTICE,
        GRACE,
        shrink,
        reclaim,
        Set.of(Environment.DEVELOPMENT),
        1.5,
        25);
  }

  private static Observed seen(Use use) {
    return new Observed(use, true, null, null, false);
  }

  /** The steps that follow each other, one for each look; null off the way. */
  private static List<TenantIdle> walk(IdleTerms terms, List<Look> looks) {
    var way = new Way(terms);
    var steps = new ArrayList<TenantIdle>();
    Instant now = START;
    TenantIdle idle = null;
    for (Look look : looks) {
      now = now.plus(look.after());
      idle = way.next(idle, look.observed(), () -> SHRUNK, now);
      steps.add(idle);
    }
    return steps;
  }

  @Provide
  Arbitrary<List<Look>> histories() {
    return looks(Arbitraries.of(Use.values())).list().ofMinSize(1).ofMaxSize(40);
  }

  private static Arbitrary<Look> looks(Arbitrary<Use> uses) {
    Arbitrary<Integer> hours = Arbitraries.integers().between(0, 30 * 24);
    Arbitrary<Boolean> mostly = Arbitraries.frequency(Tuple.of(9, true), Tuple.of(1, false));
    Arbitrary<Boolean> seldom = Arbitraries.frequency(Tuple.of(1, true), Tuple.of(9, false));
    return Combinators.combine(hours, uses, mostly, seldom, seldom)
        .as(
            (after, use, takeable, objects, exempt) ->
                new Look(
                    Duration.ofHours(after),
                    new Observed(
                        use,
                        takeable,
                        objects && !exempt ? "dept-a/needed" : null,
                        objects ? START.plus(Duration.ofDays(4000)) : null,
                        exempt)));
  }

  @Property
  void nobodyBusyOrUnknownIsEverOnTheWay(
      @ForAll("unidleHistories") List<Look> looks,
      @ForAll boolean shrink,
      @ForAll boolean reclaim) {
    assertThat(walk(terms(shrink, reclaim), looks)).containsOnlyNulls();
  }

  @Provide
  Arbitrary<List<Look>> unidleHistories() {
    return looks(Arbitraries.of(Use.BUSY, Use.UNKNOWN)).list().ofMinSize(1).ofMaxSize(40);
  }

  @Property
  void stepsFollowInTheirOrderAndEachHasItsTime(
      @ForAll("histories") List<Look> looks, @ForAll boolean shrink, @ForAll boolean reclaim) {
    var steps = walk(terms(shrink, reclaim), looks);
    Instant now = START;
    TenantIdle before = null;
    for (int i = 0; i < steps.size(); i++) {
      TenantIdle after = steps.get(i);
      Use use = looks.get(i).observed().use();
      now = now.plus(looks.get(i).after());
      if (after != null && (before == null || before.step() != after.step())) {
        switch (after.step()) {
          // It begins, begins anew after an objection, or falls back when nothing may be taken.
          case NOTICED -> {}
          case OBJECTED -> assertThat(looks.get(i).observed().objection()).isNotNull();
          case GRACE -> follows(before, after, IdleStep.NOTICED, NOTICE, now);
          case SHRUNK -> {
            assertThat(shrink).isTrue();
            follows(before, after, IdleStep.GRACE, GRACE, now);
          }
          case RECLAIMED -> {
            assertThat(reclaim).isTrue();
            follows(before, after, shrink ? IdleStep.SHRUNK : IdleStep.GRACE, GRACE, now);
          }
        }
        if (after.step() == IdleStep.GRACE
            || after.step() == IdleStep.SHRUNK
            || after.step() == IdleStep.RECLAIMED) {
          assertThat(use).isEqualTo(Use.IDLE);
        }
      }
      before = after;
    }
  }

  private static void follows(
      TenantIdle before, TenantIdle after, IdleStep from, Duration time, Instant now) {
    assertThat(before).isNotNull();
    assertThat(before.step()).isEqualTo(from);
    assertThat(before.until()).isNotNull();
    assertThat(Instant.parse(before.since()).plus(time)).isBeforeOrEqualTo(now);
    assertThat(Instant.parse(after.since())).isEqualTo(now);
  }

  @Property
  void quotaIsTakenOnlyWhileShrunkOrReclaimed(@ForAll("histories") List<Look> looks) {
    for (TenantIdle idle : walk(terms(true, true), looks)) {
      if (idle != null) {
        boolean taken = idle.step() == IdleStep.SHRUNK || idle.step() == IdleStep.RECLAIMED;
        assertThat(idle.quota()).isEqualTo(taken ? SHRUNK : null);
      }
    }
  }

  @Property
  void whileAnObjectionHoldsNothingIsTaken(@ForAll("histories") List<Look> looks) {
    var steps = walk(terms(true, true), looks);
    for (int i = 0; i < steps.size(); i++) {
      if (looks.get(i).observed().objection() != null && steps.get(i) != null) {
        assertThat(steps.get(i).step()).isEqualTo(IdleStep.OBJECTED);
      }
    }
  }

  @Property
  void whatIsUnknownStaysWhereItIs(@ForAll("histories") List<Look> looks) {
    TenantIdle last = last(walk(terms(true, true), looks));
    var way = new Way(terms(true, true));

    assertThat(way.next(last, seen(Use.UNKNOWN), () -> SHRUNK, START.plus(Duration.ofDays(9999))))
        .isSameAs(last);
  }

  @Property
  void aLookAtTheSameInstantChangesNothing(@ForAll("histories") List<Look> looks) {
    var twice = new ArrayList<Look>();
    for (Look look : looks) {
      twice.add(look);
      twice.add(new Look(Duration.ZERO, look.observed()));
    }
    var steps = walk(terms(true, true), twice);
    for (int i = 1; i < steps.size(); i += 2) {
      assertThat(steps.get(i)).isSameAs(steps.get(i - 1));
    }
  }

  @Property
  void nothingIsTakenOfWhomNothingMayBeTaken(@ForAll("histories") List<Look> looks) {
    var never =
        looks.stream()
            .map(Look::observed)
            .map(o -> new Observed(o.use(), false, o.objection(), o.objectedUntil(), o.exempt()))
            .toList();
    var way = new Way(terms(true, true));
    TenantIdle idle = null;
    Instant now = START;
    for (Observed observed : never) {
      now = now.plus(Duration.ofDays(100));
      idle = way.next(idle, observed, () -> SHRUNK, now);
      assertThat(idle == null ? IdleStep.NOTICED : idle.step())
          .isIn(IdleStep.NOTICED, IdleStep.OBJECTED);
      assertThat(idle == null ? null : idle.quota()).isNull();
    }
  }

  @Example
  void anIdleTenantGoesAllTheWay() {
    var daily = new Look(Duration.ofDays(1), seen(Use.IDLE));
    var steps = walk(terms(true, true), Collections.nCopies(30, daily));

    assertThat(steps.stream().map(TenantIdle::step).distinct())
        .containsExactly(IdleStep.NOTICED, IdleStep.GRACE, IdleStep.SHRUNK, IdleStep.RECLAIMED);
    assertThat(steps.get(0).until()).isEqualTo("2026-11-16T00:00:00Z");
    assertThat(last(steps).since()).isEqualTo("2026-11-30T00:00:00Z");
  }

  @Example
  void withoutLeaveToTakeANoticeStandsForEver() {
    var daily = new Look(Duration.ofDays(50), seen(Use.IDLE));
    var steps = walk(terms(false, false), Collections.nCopies(5, daily));

    assertThat(steps).allSatisfy(idle -> assertThat(idle).isSameAs(steps.get(0)));
    assertThat(steps.get(0).step()).isEqualTo(IdleStep.NOTICED);
    assertThat(steps.get(0).until()).isNull();
  }

  @Example
  void whoUsesItAgainGetsAllBack() {
    var idle = new Look(Duration.ofDays(15), seen(Use.IDLE));
    var steps =
        walk(
            terms(true, true),
            List.of(idle, idle, idle, new Look(Duration.ofHours(1), seen(Use.BUSY))));

    assertThat(steps.get(2).step()).isEqualTo(IdleStep.SHRUNK);
    assertThat(last(steps)).isNull();
  }

  @Example
  void afterAnObjectionTheWayBeginsAnew() {
    var idle = new Look(Duration.ofDays(15), seen(Use.IDLE));
    var objects =
        new Look(
            Duration.ofDays(15),
            new Observed(Use.IDLE, true, "dept-a/x", START.plus(Duration.ofDays(99)), false));
    var steps = walk(terms(true, true), List.of(idle, idle, idle, idle, objects, objects, idle));

    assertThat(steps.get(3).step()).isEqualTo(IdleStep.RECLAIMED);
    assertThat(steps.get(4).step()).isEqualTo(IdleStep.OBJECTED);
    assertThat(steps.get(4).quota()).isNull();
    assertThat(steps.get(5)).isSameAs(steps.get(4));
    assertThat(last(steps).step()).isEqualTo(IdleStep.NOTICED);
  }

  private static TenantIdle last(List<TenantIdle> steps) {
    return steps.get(steps.size() - 1);
  }
}
