package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Agreement;
import dev.yunzhi.api.v1alpha1.Flow;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.condition.Reason;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Whether an agreement is in force, seen from one of its halves.
 *
 * @param reason of the condition InForce
 * @param message what is missing and what to do, or until when it holds
 * @param until when this changes by itself; null when it does not
 */
public record Handshake(boolean inForce, Reason reason, String message, Instant until) {

  /**
   * Finds what a handshake takes.
   *
   * @param agreements by namespace and name; null when there is none
   * @param tenants by name; null when there is none
   */
  public record Records(
      BiFunction<String, String, Agreement> agreements, Function<String, Tenant> tenants) {}

  /** Looks at both halves as they are at {@code now}. */
  public static Handshake of(Agreement half, Records records, Instant now) {
    String name = half.getMetadata().getName();
    var spec = half.getSpec();
    String own = HomeNamespace.departmentOf(half.getMetadata().getNamespace());
    Instant end = end(half);
    if (!now.isBefore(end)) {
      return not(
          Reason.ENDED,
          "It ended at %s; renew it by a later spec.expiresAt.".formatted(spec.expiresAt()));
    }
    Agreement other = records.agreements().apply(HomeNamespace.nameFor(spec.with()), name);
    if (other == null || !other.getSpec().with().equals(own)) {
      return not(
          Reason.AWAITING_OTHER_SIDE,
          "Department %s has to make an Agreement named %s with %s and the same flows in namespace %s."
              .formatted(spec.with(), name, own, HomeNamespace.nameFor(spec.with())));
    }
    if (!flows(half).equals(flows(other))) {
      return not(
          Reason.TERMS_DIFFER,
          "The half of department %s has other flows; spec.flows of both must say the same."
              .formatted(spec.with()));
    }
    if (spec.signedBy() == null || spec.signedBy().equals(other.getSpec().signedBy())) {
      return not(
          Reason.SAME_SIGNATORY,
          "%s signed for both departments; an administrator of each has to sign its own half."
              .formatted(spec.signedBy()));
    }
    for (Flow flow : spec.flows()) {
      String fault = fault(flow, Set.of(own, spec.with()), records);
      if (fault != null) {
        return not(Reason.TENANT_NOT_FOUND, fault);
      }
    }
    Instant otherEnd = end(other);
    if (!now.isBefore(otherEnd)) {
      return not(
          Reason.ENDED,
          "The half of department %s ended at %s; it has to renew it by a later spec.expiresAt."
              .formatted(spec.with(), other.getSpec().expiresAt()));
    }
    Instant until = end.isBefore(otherEnd) ? end : otherEnd;
    return new Handshake(
        true,
        Reason.IN_FORCE,
        "Both departments signed; it holds until %s.".formatted(until),
        until);
  }

  /** Each end of a flow is a tenant of another of the two departments. */
  private static String fault(Flow flow, Set<String> departments, Records records) {
    var found = new HashSet<String>();
    for (String name : List.of(flow.from(), flow.to())) {
      Tenant tenant = records.tenants().apply(name);
      if (tenant == null || !departments.contains(tenant.getSpec().department())) {
        return "spec.flows names tenant %s, which neither department has; name one of theirs."
            .formatted(name);
      }
      found.add(tenant.getSpec().department());
    }
    return found.equals(departments)
        ? null
        : "spec.flows names tenants %s and %s of one department; an agreement is between two."
            .formatted(flow.from(), flow.to());
  }

  private static Set<Flow> flows(Agreement half) {
    return new HashSet<>(half.getSpec().flows());
  }

  private static Instant end(Agreement half) {
    return OffsetDateTime.parse(half.getSpec().expiresAt()).toInstant();
  }

  private static Handshake not(Reason reason, String message) {
    return new Handshake(false, reason, message, null);
  }
}
