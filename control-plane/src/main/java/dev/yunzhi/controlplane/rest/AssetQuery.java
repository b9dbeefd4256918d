package dev.yunzhi.controlplane.rest;

import dev.yunzhi.audit.asset.AsOf;
import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.controlplane.identity.DepartmentScope;
import dev.yunzhi.controlplane.identity.User;
import dev.yunzhi.controlplane.inventory.PastTree;
import dev.yunzhi.controlplane.web.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Reads what of the assets is asked for, within what the asker may see. Thread-safe. */
@Component
public final class AssetQuery {
  /** The filters that every question about assets has. */
  public static final List<String> PARAMETERS = List.of("asOf", "department", "tenant", "kind");

  private final DepartmentScope scope;
  private final PastTree past;
  private final Clock clock;

  public AssetQuery(DepartmentScope scope, PastTree past, Clock clock) {
    this.scope = scope;
    this.past = past;
    this.clock = clock;
  }

  /** A question about assets. */
  public record Question(AsOf asOf, AssetFilter filter) {}

  /**
   * Reads the filters of a query.
   *
   * @throws Problem 400 when a filter is not right, 403 when it reaches beyond the asker's own
   */
  public Question read(User user, QueryParameters query) {
    AsOf asOf = AsOf.at(asOf(query));
    return new Question(
        asOf,
        new AssetFilter(
            departments(user, query, asOf).orElse(null), query.text("tenant"), query.text("kind")));
  }

  /**
   * The asked department with those that were below it then. Who may see only some sees of them
   * those that are theirs today, wherever they were.
   */
  private Optional<Set<String>> departments(User user, QueryParameters query, AsOf asOf) {
    String asked = query.text("department");
    Optional<Set<String>> visible = scope.of(user, asked);
    if (asked == null || query.instant("asOf") == null) {
      return visible;
    }
    Set<String> then = past.subtree(asked, asOf);
    scope.of(user).ifPresent(then::retainAll);
    return Optional.of(then);
  }

  private Instant asOf(QueryParameters query) {
    Instant now = clock.instant();
    Instant asked = query.instant("asOf");
    if (asked != null && asked.isAfter(now)) {
      throw Problem.badField(
          "asOf", "asOf is %s, which lies ahead; it must not be after %s".formatted(asked, now));
    }
    return asked == null ? now : asked;
  }
}
