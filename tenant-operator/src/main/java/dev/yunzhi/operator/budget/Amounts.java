package dev.yunzhi.operator.budget;

import dev.yunzhi.api.v1alpha1.ResourceNames;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;

/**
 * An amount of each of some resources, under their canonical names. A resource that is absent is
 * not the same as one of which there is nothing. Immutable.
 */
public final class Amounts {

  public static final Amounts NONE = new Amounts(new TreeMap<>());

  /**
   * @param binary whether to write it with a binary suffix
   */
  private record Amount(BigDecimal value, boolean binary) {
    Amount plus(Amount other) {
      return new Amount(value.add(other.value), binary || other.binary);
    }

    Amount minus(Amount other) {
      return new Amount(value.subtract(other.value), binary || other.binary);
    }

    Amount larger(Amount other) {
      return value.compareTo(other.value) >= 0 ? this : other;
    }

    Amount smaller(Amount other) {
      return value.compareTo(other.value) <= 0 ? this : other;
    }
  }

  private final SortedMap<String, Amount> byResource;

  private Amounts(SortedMap<String, Amount> byResource) {
    this.byResource = byResource;
  }

  /**
   * The amounts of a map as it stands in an object.
   *
   * @param quantities null is none; where two names of one resource are in it, the larger counts
   */
  public static Amounts of(Map<String, Quantity> quantities) {
    if (quantities == null || quantities.isEmpty()) {
      return NONE;
    }
    var amounts = new TreeMap<String, Amount>();
    quantities.forEach(
        (resource, quantity) -> {
          Quantity canonical = CanonicalQuantity.of(quantity);
          amounts.merge(
              ResourceNames.canonical(resource),
              new Amount(canonical.getNumericalAmount(), CanonicalQuantity.isBinary(quantity)),
              Amount::larger);
        });
    return new Amounts(amounts);
  }

  /** One resource alone. */
  public static Amounts of(String resource, Quantity quantity) {
    return of(Map.of(resource, quantity));
  }

  /** By resource name, in canonical form. */
  public SortedMap<String, Quantity> asMap() {
    var quantities = new TreeMap<String, Quantity>();
    byResource.forEach(
        (resource, amount) ->
            quantities.put(resource, CanonicalQuantity.of(amount.value, amount.binary)));
    return quantities;
  }

  public Set<String> resources() {
    return Collections.unmodifiableSet(byResource.keySet());
  }

  public boolean isEmpty() {
    return byResource.isEmpty();
  }

  public boolean has(String resource) {
    return byResource.containsKey(resource);
  }

  /** Zero when the resource is absent. */
  public BigDecimal value(String resource) {
    Amount amount = byResource.get(resource);
    return amount == null ? BigDecimal.ZERO : amount.value;
  }

  /** For people: zero when the resource is absent. */
  public String text(String resource) {
    Amount amount = byResource.get(resource);
    return amount == null ? "0" : CanonicalQuantity.of(amount.value, amount.binary).toString();
  }

  public Amounts only(Collection<String> resources) {
    return where(resources::contains);
  }

  public Amounts without(Collection<String> resources) {
    return where(resource -> !resources.contains(resource));
  }

  private Amounts where(Predicate<String> wanted) {
    var kept = new TreeMap<>(byResource);
    kept.keySet().removeIf(wanted.negate());
    return new Amounts(kept);
  }

  /** The sum; a resource that only one of them has is taken as it is. */
  public Amounts plus(Amounts other) {
    return merged(other, Amount::plus);
  }

  /** The larger of each; a resource that only one of them has is taken as it is. */
  public Amounts larger(Amounts other) {
    return merged(other, Amount::larger);
  }

  /** These, but with what {@code other} says of its resources. */
  public Amounts with(Amounts other) {
    return merged(other, (mine, others) -> others);
  }

  private Amounts merged(Amounts other, BinaryOperator<Amount> merge) {
    if (other.isEmpty()) {
      return this;
    }
    var merged = new TreeMap<>(byResource);
    other.byResource.forEach((resource, amount) -> merged.merge(resource, amount, merge));
    return new Amounts(merged);
  }

  /** What is left of each resource of these; below zero where the other has more. */
  public Amounts minus(Amounts other) {
    return common(other, Amount::minus);
  }

  /** The smaller of each resource that both have; these, where the other has none. */
  public Amounts atMost(Amounts other) {
    return common(other, Amount::smaller);
  }

  private Amounts common(Amounts other, BinaryOperator<Amount> merge) {
    var result = new TreeMap<>(byResource);
    result.replaceAll(
        (resource, amount) -> {
          Amount others = other.byResource.get(resource);
          return others == null ? amount : merge.apply(amount, others);
        });
    return new Amounts(result);
  }

  /** The resources of which these have more than {@code other}, by how much. */
  public Amounts beyond(Amounts other) {
    Amounts more = minus(other);
    return more.where(resource -> more.value(resource).signum() > 0);
  }

  /** Whether there is at least as much of each resource of {@code other}; absent is nothing. */
  public boolean cover(Amounts other) {
    return other.beyond(this).isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Amounts amounts
        && byResource.keySet().equals(amounts.byResource.keySet())
        && byResource.keySet().stream().allMatch(r -> value(r).compareTo(amounts.value(r)) == 0);
  }

  @Override
  public int hashCode() {
    return byResource.keySet().hashCode();
  }

  /** For people, e.g. {@code 2 requests.cpu, 4Gi requests.memory}. */
  @Override
  public String toString() {
    return String.join(", ", byResource.keySet().stream().map(r -> text(r) + " " + r).toList());
  }
}
