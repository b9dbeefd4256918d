package dev.yunzhi.controlplane.rest;

import dev.yunzhi.audit.asset.AsOf;
import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.controlplane.identity.DepartmentScope;
import dev.yunzhi.controlplane.identity.User;
import dev.yunzhi.controlplane.web.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads what of the assets is asked for, within what the asker may see. Thread-safe. */
@Component
public final class AssetQuery {
  /** The filters that every question about assets has. */
  public static final List<String> PARAMETERS = List.of("asOf", "department", "tenant", "kind");

  private final DepartmentScope scope;
  private final Clock clock;

  public AssetQuery(DepartmentScope scope, Clock clock) {
    this.scope = scope;
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
    return new Question(
        AsOf.at(asOf(query)),
        new AssetFilter(
            scope.of(user, query.text("department")).orElse(null),
            query.text("tenant"),
            query.text("kind")));
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
