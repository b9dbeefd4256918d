package dev.yunzhi.operator.idle;

import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.ExceptionState;
import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.operator.approval.ExceptionStanding;
import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.model.HomeNamespace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the people of a tenant say against its being idle: PolicyExceptions of {@link #POLICY} for
 * the Tenant, in one of its own namespaces, where its owners may ask for them, or in the home
 * namespace of its department, where administrators may. One that nobody has decided on is an
 * objection, for a time; one that is approved exempts the tenant until its end.
 */
public final class Objections {

  /** Whose exceptions they are. */
  public static final String POLICY = "GOV-008";

  private static final String KIND = HasMetadata.getKind(Tenant.class);

  /**
   * One of them.
   *
   * @param name {@code <namespace>/<name>}
   * @param until from then on it does not count
   */
  record Objection(String name, boolean approved, Instant until) {}

  private final Informers informers;
  private final Duration limit;

  /**
   * @param limit how long an objection holds that nobody decides on
   */
  Objections(Informers informers, Duration limit) {
    this.informers = informers;
    this.limit = limit;
  }

  /** Those that hold; the approved ones first, then those that hold the longest. */
  Optional<Objection> of(Tenant tenant, Collection<String> namespaces, Instant now) {
    var places = new ArrayList<String>();
    places.add(HomeNamespace.nameFor(tenant.getSpec().department()));
    // Of a namespace on another cloud the one of that name here may be anybody's.
    if (tenant.getSpec().cloud() == null) {
      places.addAll(namespaces);
    }
    return places.stream()
        .flatMap(place -> informers.of(PolicyException.class).inNamespace(place).stream())
        .filter(exception -> isAbout(exception, tenant.getMetadata().getName()))
        .flatMap(exception -> standing(exception, now).stream())
        .max(
            Comparator.comparing(Objection::approved)
                .thenComparing(Objection::until)
                .thenComparing(Objection::name));
  }

  private Optional<Objection> standing(PolicyException exception, Instant now) {
    var meta = exception.getMetadata();
    var approvals = informers.of(Approval.class).inNamespace(meta.getNamespace());
    var standing = ExceptionStanding.of(exception, approvals, now);
    boolean approved = standing.state() == ExceptionState.ACTIVE;
    boolean asked =
        standing.state() == ExceptionState.PENDING && exception.getSpec().requestedBy() != null;
    if (!approved && !asked) {
      return Optional.empty();
    }
    Instant ends = standing.end();
    if (!approved) {
      Instant latest = Instant.parse(meta.getCreationTimestamp()).plus(limit);
      ends = latest.isBefore(ends) ? latest : ends;
    }
    return now.isBefore(ends)
        ? Optional.of(new Objection(meta.getNamespace() + "/" + meta.getName(), approved, ends))
        : Optional.empty();
  }

  /** The Tenants that a PolicyException may be an objection of. */
  public static List<Tenant> concerned(PolicyException exception, Collection<Tenant> tenants) {
    return tenants.stream()
        .filter(tenant -> isAbout(exception, tenant.getMetadata().getName()))
        .toList();
  }

  private static boolean isAbout(PolicyException exception, String tenant) {
    var spec = exception.getSpec();
    return spec.policies().contains(POLICY)
        && spec.kinds().contains(KIND)
        && spec.names().stream().anyMatch(name -> matches(name, tenant));
  }

  private static boolean matches(String name, String tenant) {
    return name.endsWith("*")
        ? tenant.startsWith(name.substring(0, name.length() - 1))
        : name.equals(tenant);
  }
}
