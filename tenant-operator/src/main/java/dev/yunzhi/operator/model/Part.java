package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Access;
import dev.yunzhi.api.v1alpha1.Bounds;
import dev.yunzhi.api.v1alpha1.Exposure;
import dev.yunzhi.api.v1alpha1.TermDays;
import dev.yunzhi.api.v1alpha1.WireName;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One part of {@link Bounds}, as a list of what it allows. Of two values of a part one covers the
 * other or they have nothing in common; a ceiling is a list of one value that covers all below it.
 */
enum Part {
  REGISTRIES("registries", Bounds::registries, Part::isBelow),
  STORAGE_CLASSES("storageClasses", Bounds::storageClasses, String::equals),
  INGRESS_CLASSES("ingressClasses", Bounds::ingressClasses, String::equals),
  HOSTS("hosts", Bounds::hosts, Part::isHostOf),
  EXPOSURE("exposure", b -> word(b.exposure()), upTo(Exposure.values())),
  PRIORITY_CLASSES("priorityClasses", Bounds::priorityClasses, String::equals),
  RUNTIME_CLASSES("runtimeClasses", Bounds::runtimeClasses, String::equals),
  DEVICE_CLASSES("deviceClasses", Bounds::deviceClasses, String::equals),
  SERVICE_TYPES("serviceTypes", Bounds::serviceTypes, String::equals),
  LOAD_BALANCER_RANGES("loadBalancerRanges", Bounds::loadBalancerRanges, Part::isWithin),
  EXTERNAL_IPS("externalIPs", Bounds::externalIPs, Part::isWithin),
  ACCESS("access", b -> word(b.access()), upTo(Access.values())),
  PRODUCTION_DAYS("maxTermDays.production", days(TermDays::production), Part::isNoMoreThan),
  DEVELOPMENT_DAYS("maxTermDays.development", days(TermDays::development), Part::isNoMoreThan),
  EMERGENCY_DAYS("maxTermDays.emergency", days(TermDays::emergency), Part::isNoMoreThan);

  private final String field;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final Function<Bounds, List<String>> allowed;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final BiPredicate<String, String> covers;

  Part(String field, Function<Bounds, List<String>> allowed, BiPredicate<String, String> covers) {
    this.field = field;
    this.allowed = allowed;
    this.covers = covers;
  }

  /** Name of the field below {@code spec.bounds}. */
  String field() {
    return field;
  }

  /**
   * What these bounds allow.
   *
   * @param bounds null bounds nothing
   * @return null when the part is not bounded
   */
  List<String> of(Bounds bounds) {
    return bounds == null ? null : allowed.apply(bounds);
  }

  /** Whether one of {@code wide} covers the value. */
  boolean allows(List<String> wide, String value) {
    return wide.stream().anyMatch(w -> covers.test(w, value));
  }

  /** What both allow: sorted, and no value stands there that another covers. */
  List<String> meet(List<String> one, List<String> other) {
    return widest(
        Stream.concat(
                one.stream().filter(v -> allows(other, v)),
                other.stream().filter(v -> allows(one, v)))
            .toList());
  }

  /** The same in its shortest form, sorted. */
  List<String> widest(List<String> values) {
    return values.stream()
        .distinct()
        .filter(v -> values.stream().noneMatch(w -> !w.equals(v) && covers.test(w, v)))
        .sorted()
        .toList();
  }

  private static boolean isBelow(String registry, String image) {
    return image.equals(registry) || image.startsWith(registry + "/");
  }

  private static boolean isHostOf(String pattern, String host) {
    return host.equals(pattern)
        || (pattern.startsWith("*.") && host.endsWith(pattern.substring(1)));
  }

  private static boolean isWithin(String range, String part) {
    return Cidr.of(range).covers(Cidr.of(part));
  }

  private static boolean isNoMoreThan(String most, String days) {
    return Integer.parseInt(days) <= Integer.parseInt(most);
  }

  private static BiPredicate<String, String> upTo(Enum<?>[] ascending) {
    List<String> order = Arrays.stream(ascending).map(WireName::of).toList();
    return (most, value) -> order.indexOf(value) <= order.indexOf(most);
  }

  private static List<String> word(Enum<?> constant) {
    return constant == null ? null : List.of(WireName.of(constant));
  }

  private static Function<Bounds, List<String>> days(Function<TermDays, Integer> environment) {
    return bounds -> {
      Integer days = bounds.maxTermDays() == null ? null : environment.apply(bounds.maxTermDays());
      return days == null ? null : List.of(days.toString());
    };
  }
}
