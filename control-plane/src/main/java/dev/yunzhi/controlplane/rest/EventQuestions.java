package dev.yunzhi.controlplane.rest;

import dev.yunzhi.audit.asset.OwnedPlaces;
import dev.yunzhi.audit.ledger.EventFilter;
import dev.yunzhi.audit.ledger.EventSearch;
import dev.yunzhi.audit.ledger.StoredEvent;
import dev.yunzhi.audit.search.Actor;
import dev.yunzhi.audit.search.Clause;
import dev.yunzhi.audit.search.Facet;
import dev.yunzhi.audit.search.Facets;
import dev.yunzhi.audit.search.Outcome;
import dev.yunzhi.controlplane.identity.Permission;
import dev.yunzhi.controlplane.identity.TenantScope;
import dev.yunzhi.controlplane.identity.User;
import dev.yunzhi.controlplane.inventory.CloudPlaces;
import dev.yunzhi.controlplane.inventory.DepartmentTree;
import dev.yunzhi.controlplane.store.Streams;
import dev.yunzhi.controlplane.web.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Reads what of the events is asked for, within what the asker may see. Thread-safe. */
@Component
public final class EventQuestions {
  /** The filters that every question about events has. */
  public static final List<String> PARAMETERS =
      List.of(
          "stream",
          "cluster",
          "from",
          "to",
          "user",
          "department",
          "tenant",
          "kind",
          "namespace",
          "name",
          "verb",
          "outcome",
          "policy",
          "text",
          "trail");

  private static final List<String> TRAILS = List.of(Actor.PROVIDER, Actor.CUSTOMER);

  private final TenantScope tenants;
  private final DepartmentTree departments;
  private final OwnedPlaces places;
  private final CloudPlaces clouds;

  EventQuestions(
      TenantScope tenants, DepartmentTree departments, OwnedPlaces places, CloudPlaces clouds) {
    this.tenants = tenants;
    this.departments = departments;
    this.places = places;
    this.clouds = clouds;
  }

  /**
   * Reads the filters of a query.
   *
   * @throws Problem 400 when a filter is not right, 403 when it reaches beyond the asker's own
   */
  public EventSearch read(User user, QueryParameters query) {
    Instant from = query.instant("from");
    Instant until = query.instant("to");
    if (from != null && until != null && !from.isBefore(until)) {
      throw Problem.badField("to", "to is %s; it must be after from, %s".formatted(until, from));
    }
    List<Clause> clauses = new ArrayList<>(bounds(user, query));
    is(clauses, Facet.USER, query.text("user"));
    is(clauses, Facet.VERB, query.text("verb"));
    is(clauses, Facet.POLICY, query.text("policy"));
    is(clauses, Facet.OUTCOME, outcome(query));
    object(clauses, query);
    trail(clauses, query.oneOf("trail", TRAILS, null));
    return new EventSearch(
        new EventFilter(query.text("stream"), query.text("cluster"), from, until),
        clauses,
        query.text("text"));
  }

  /** Whether a user may see an event. */
  public boolean isVisible(User user, StoredEvent event) {
    return new EventSearch(EventFilter.ALL, visible(user), null).matches(event);
  }

  /** Conditions that hold for every event that a user may see. */
  private List<Clause> visible(User user) {
    List<Clause> clauses = new ArrayList<>();
    notAboutAccess(user).ifPresent(clauses::add);
    tenants.of(user).ifPresent(own -> clauses.add(ofTenants(own)));
    return clauses;
  }

  private List<Clause> bounds(User user, QueryParameters query) {
    requireStream(user, query.text("stream"));
    String tenant = query.text("tenant");
    String department = query.text("department");
    List<Clause> clauses = new ArrayList<>();
    if (tenant == null) {
      clauses.addAll(visible(user));
    } else {
      requireTenant(user, tenant);
      notAboutAccess(user).ifPresent(clauses::add);
      clauses.add(ofTenants(Set.of(tenant)));
    }
    if (department != null) {
      clauses.add(ofDepartments(departments.subtree(department)));
    }
    return clauses;
  }

  private static void requireStream(User user, String stream) {
    if (stream != null
        && Streams.ABOUT_ACCESS.contains(stream)
        && !user.may(Permission.READ_SIGN_INS)) {
      throw Problem.of(
              HttpStatus.FORBIDDEN,
              "the stream %s needs the permission %s, which %s hold"
                  .formatted(stream, Permission.READ_SIGN_INS, Permission.READ_SIGN_INS.holders()))
          .at("stream");
    }
  }

  private void requireTenant(User user, String tenant) {
    Optional<Set<String>> own = tenants.of(user);
    if (own.isPresent() && !own.get().contains(tenant)) {
      throw Problem.of(
              HttpStatus.FORBIDDEN,
              "tenant %s is not yours; yours are %s".formatted(tenant, own.get()))
          .at("tenant");
    }
  }

  private static Optional<Clause> notAboutAccess(User user) {
    return user.may(Permission.READ_SIGN_INS)
        ? Optional.empty()
        : Optional.of(
            Clause.noneOf(
                Streams.ABOUT_ACCESS.stream()
                    .map(stream -> Clause.Value.of(Facet.STREAM, stream))
                    .toList()));
  }

  private Clause ofTenants(Set<String> names) {
    List<Clause.Value> values = new ArrayList<>(places.ofTenants(names));
    values.addAll(clouds.namespaces(tenant -> names.contains(tenant.getMetadata().getName())));
    return Clause.anyOf(values);
  }

  private Clause ofDepartments(Set<String> names) {
    List<Clause.Value> values = new ArrayList<>(places.ofDepartments(names));
    names.forEach(name -> values.add(Clause.Value.of(Facet.NAMESPACE, clouds.home(name))));
    values.addAll(clouds.namespaces(tenant -> names.contains(tenant.getSpec().department())));
    return Clause.anyOf(values);
  }

  private static void is(List<Clause> clauses, Facet facet, String value) {
    if (value != null) {
      clauses.add(Clause.is(facet, value));
    }
  }

  private static String outcome(QueryParameters query) {
    String outcome = query.text("outcome");
    if (outcome != null
        && !outcome.matches("[1-5][0-9]{2}")
        && !Outcome.words().contains(outcome)) {
      throw Problem.badField(
          "outcome",
          "outcome is %s; it must be one of %s, or a status code"
              .formatted(outcome, Outcome.words()));
    }
    return outcome;
  }

  private static void object(List<Clause> clauses, QueryParameters query) {
    String kind = query.text("kind");
    if (kind != null) {
      clauses.add(
          Clause.anyOf(
              Facets.kinds(kind).stream().map(one -> Clause.Value.of(Facet.KIND, one)).toList()));
    }
    String namespace = query.text("namespace");
    String name = query.text("name");
    is(clauses, Facet.NAMESPACE, namespace);
    is(clauses, Facet.NAME, name);
    if (namespace != null && name != null && !"namespaces".equals(kind)) {
      is(clauses, Facet.OBJECT, Facets.object(namespace, name));
    }
  }

  /** What is not a customer's is the provider's, so that nothing falls between the two. */
  private void trail(List<Clause> clauses, String trail) {
    if (trail == null) {
      return;
    }
    List<Clause.Value> customers = new ArrayList<>(places.accountsOfTenants());
    customers.add(Clause.Value.of(Facet.ACTOR, Actor.CUSTOMER));
    clauses.add(trail.equals(Actor.CUSTOMER) ? Clause.anyOf(customers) : Clause.noneOf(customers));
  }
}
