package dev.yunzhi.operator.budget;

import dev.yunzhi.api.v1alpha1.Allocation;
import dev.yunzhi.api.v1alpha1.BudgetStatus;
import dev.yunzhi.api.v1alpha1.DepartmentStatus;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A department's budget: what it was granted and who holds how much of it. What is allocated of a
 * resource never exceeds what is granted of it: no operation that would break that succeeds.
 * Immutable.
 *
 * @param granted what is in force
 * @param opening resources that are about to be granted for the first time
 * @param allocations by the key of the holder
 */
public record Account(
    Amounts granted, SortedSet<String> opening, SortedMap<String, Share> allocations) {

  public static final Account EMPTY = new Account(Amounts.NONE, new TreeSet<>(), new TreeMap<>());

  /**
   * What one holder has.
   *
   * @param uid null while the holder is only about to be made
   */
  public record Share(String uid, Amounts amounts) {}

  public Account {
    opening = Collections.unmodifiableSortedSet(opening);
    allocations = Collections.unmodifiableSortedMap(allocations);
  }

  /**
   * The account that a status shows.
   *
   * @param status null is an empty account
   */
  public static Account of(DepartmentStatus status) {
    if (status == null || (status.budget() == null && status.allocations() == null)) {
      return EMPTY;
    }
    var budget = status.budget();
    var allocations = new TreeMap<String, Share>();
    if (status.allocations() != null) {
      status
          .allocations()
          .forEach((key, a) -> allocations.put(key, new Share(a.uid(), Amounts.of(a.amounts()))));
    }
    return new Account(
        budget == null ? Amounts.NONE : Amounts.of(budget.granted()),
        budget == null || budget.opening() == null
            ? new TreeSet<>()
            : new TreeSet<>(budget.opening()),
        allocations);
  }

  /** A status that holds nothing but this. */
  public DepartmentStatus status() {
    var holders = new TreeMap<String, Allocation>();
    allocations.forEach(
        (key, share) -> holders.put(key, new Allocation(share.uid, share.amounts.asMap())));
    return new DepartmentStatus(
        null,
        null,
        null,
        null,
        new BudgetStatus(
            granted.asMap(), allocated().asMap(), opening.isEmpty() ? null : List.copyOf(opening)),
        holders,
        null);
  }

  public boolean isEmpty() {
    return equals(EMPTY);
  }

  /** The sum of all allocations; every granted resource is in it. */
  public Amounts allocated() {
    Amounts sum = granted.minus(granted);
    for (Share share : allocations.values()) {
      sum = sum.plus(share.amounts);
    }
    return sum;
  }

  /** What of the granted can still be handed out. */
  public Amounts free() {
    return granted.minus(allocated());
  }

  /** What the holder of that key has, whatever its uid. */
  public Amounts held(String key) {
    Share share = allocations.get(key);
    return share == null ? Amounts.NONE : share.amounts;
  }

  /** Whether this very holder has at least so much. */
  public boolean holds(Holder holder, Amounts amounts) {
    Share share = allocations.get(holder.key());
    return share != null && Objects.equals(share.uid, holder.uid()) && share.amounts.cover(amounts);
  }

  /** What a claim asks for beyond what the holder has, of the resources that do not fit. */
  public Amounts excess(Holder holder, Amounts claim) {
    Amounts rise = claim.beyond(held(holder.key()));
    return rise.only(rise.beyond(free()).resources());
  }

  /**
   * Sees to it that the holder has at least so much of each resource.
   *
   * @param claim of resources that are granted here, and no others
   * @throws IllegalArgumentException when it does not fit; {@link #excess} tells
   */
  public Account reserve(Holder holder, Amounts claim) {
    if (!excess(holder, claim).isEmpty()) {
      throw new IllegalArgumentException("%s does not fit: %s".formatted(holder, claim));
    }
    return with(holder, held(holder.key()).larger(claim.only(granted.resources())));
  }

  /**
   * Lowers the holder to exactly these; what it does not have yet is not added. What another of the
   * same name left behind stays.
   */
  public Account trim(Holder holder, Amounts exact) {
    Share share = allocations.get(holder.key());
    if (share == null || (share.uid != null && !share.uid.equals(holder.uid()))) {
      return this;
    }
    return with(holder, share.amounts.only(exact.resources()).atMost(exact));
  }

  private Account with(Holder holder, Amounts amounts) {
    var changed = new TreeMap<>(allocations);
    if (amounts.isEmpty()) {
      changed.remove(holder.key());
    } else {
      changed.put(holder.key(), new Share(holder.uid(), amounts));
    }
    return new Account(granted, opening, changed);
  }

  /**
   * Lowers what is granted to what is wanted, but to no less than is allocated. A resource that is
   * not wanted any more goes once nothing of it is allocated.
   */
  public Account lower(Amounts wanted) {
    Amounts allocated = allocated();
    var gone =
        granted.without(wanted.resources()).resources().stream()
            .filter(r -> allocated.value(r).signum() == 0)
            .toList();
    Amounts lowered = allocated.only(granted.resources()).without(gone);
    Amounts kept = lowered.larger(granted.only(wanted.resources()).atMost(wanted));
    var left = new TreeMap<>(allocations);
    left.replaceAll((key, share) -> new Share(share.uid, share.amounts.without(gone)));
    left.values().removeIf(share -> share.amounts.isEmpty());
    return new Account(kept, opening, left);
  }

  /** Raises what is granted to at least these; their resources are no longer opening. */
  public Account grant(Amounts amounts) {
    var stillOpening = new TreeSet<>(opening);
    stillOpening.removeAll(amounts.resources());
    return new Account(granted.larger(amounts), stillOpening, allocations);
  }

  /** Begins to give resources a budget that have none. */
  public Account open(Collection<String> resources) {
    var more = new TreeSet<>(opening);
    more.addAll(resources);
    return new Account(granted, more, allocations);
  }

  /** Gives it up again. */
  public Account close(Collection<String> resources) {
    var fewer = new TreeSet<>(opening);
    fewer.removeAll(resources);
    return new Account(granted, fewer, allocations);
  }

  /** Takes up holders that were there before the budget was; each keeps the larger amount. */
  public Account adopt(Map<Holder, Amounts> holders) {
    Account account = this;
    for (var entry : holders.entrySet()) {
      account = account.with(entry.getKey(), held(entry.getKey().key()).larger(entry.getValue()));
    }
    return account;
  }
}
