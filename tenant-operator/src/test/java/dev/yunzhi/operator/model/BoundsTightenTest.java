package dev.yunzhi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Bounds;
import dev.yunzhi.api.v1alpha1.DepartmentSpec;
import dev.yunzhi.api.v1alpha1.Exposure;
import dev.yunzhi.api.v1alpha1.Level;
import dev.yunzhi.api.v1alpha1.TermDays;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Inheritance only tightens, whatever stands on the way from the root. */
class BoundsTightenTest {

  private static final List<String> REGISTRIES = List.of("a.cn", "a.cn/x", "a.cn/x/y", "b.cn");
  private static final List<String> HOSTS = List.of("*.cn", "*.zj.cn", "w.zj.cn", "w.cn");
  private static final List<String> RANGES =
      List.of("10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24", "11.0.0.0/8", "fd00::/8", "fd01::/16");

  @Property
  void aDepartmentIsAllowedNothingThatItsParentIsNot(@ForAll("paths") List<Ancestor> path) {
    var above = BoundsInForce.of(path.subList(0, path.size() - 1));
    var inForce = BoundsInForce.of(path);

    assertThat(above.excess(inForce.bounds())).isEmpty();
  }

  @Property
  void aValueHoldsExactlyWhenEveryDepartmentThatBoundsItAllowsIt(
      @ForAll("paths") List<Ancestor> path) {
    Bounds held = BoundsInForce.of(path).bounds();
    for (Part part : List.of(Part.REGISTRIES, Part.HOSTS, Part.EXTERNAL_IPS)) {
      for (String value : values(part)) {
        boolean everywhere =
            path.stream()
                .map(a -> part.of(a.spec().bounds()))
                .allMatch(allowed -> allowed == null || part.allows(allowed, value));
        boolean inForce = part.of(held) == null || part.allows(part.of(held), value);
        assertThat(inForce).as("%s %s", part, value).isEqualTo(everywhere);
      }
    }
  }

  @Property
  void whatAnAncestorAddsNeverAllowsMore(
      @ForAll("paths") List<Ancestor> path, @ForAll("bounds") Bounds tightened) {
    var tighter = new ArrayList<>(path);
    tighter.add(0, ancestor("above", tightened));

    Bounds now = BoundsInForce.of(tighter).bounds();
    assertThat(BoundsInForce.of(path).excess(now)).isEmpty();
  }

  @Property
  void whatHoldsIsWrittenInOneWayOnly(@ForAll("paths") List<Ancestor> path) {
    Bounds held = BoundsInForce.of(path).bounds();

    assertThat(BoundsInForce.of(List.of(ancestor("again", held))).bounds()).isEqualTo(held);
  }

  @Provide
  Arbitrary<List<Ancestor>> paths() {
    return bounds().map(b -> ancestor("d", b)).list().ofMinSize(1).ofMaxSize(5);
  }

  @Provide
  Arbitrary<Bounds> bounds() {
    Arbitrary<TermDays> days =
        Arbitraries.integers().between(1, 9).injectNull(0.3).map(d -> new TermDays(d, null, d));
    return Combinators.combine(
            some(REGISTRIES),
            some(HOSTS),
            some(RANGES),
            Arbitraries.of(Exposure.class).injectNull(0.3),
            days.injectNull(0.3))
        .as(
            (registries, hosts, ranges, exposure, term) ->
                new Bounds(
                    registries,
                    null,
                    null,
                    hosts,
                    exposure,
                    null,
                    null,
                    null,
                    null,
                    null,
                    ranges,
                    null,
                    term));
  }

  private static Arbitrary<List<String>> some(List<String> values) {
    return Arbitraries.of(values).list().ofMaxSize(4).injectNull(0.3);
  }

  private static List<String> values(Part part) {
    return switch (part) {
      case REGISTRIES -> REGISTRIES;
      case HOSTS -> HOSTS;
      default -> RANGES;
    };
  }

  private static Ancestor ancestor(String name, Bounds bounds) {
    return new Ancestor(
        name,
        new DepartmentSpec(
            name, null, Level.CITY, "330000", null, null, null, bounds, null, null, null));
  }
}
