package dev.yunzhi.controlplane.rest;

import dev.yunzhi.audit.asset.AsOf;
import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.audit.asset.AssetView;
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

  /** Those of a comparison. */
  public static final List<String> CHANGE_PARAMETERS =
      List.of("from", "to", "department", "tenant", "kind");

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

  /** A question about what changed between two instants. */
  public record Comparison(AssetView from, AssetView to) {}

  /**
   * A question about what became of an asset.
   *
   * @param departments whose versions may be seen; null: all
   */
  public record Life(AsOf asOf, Set<String> departments) {}

  /**
   * Reads the filters of a query.
   *
   * @throws Problem 400 when a filter is not right, 403 when it reaches beyond the asker's own
   */
  public Question read(User user, QueryParameters query) {
    AsOf asOf = AsOf.at(orNow(query, "asOf"));
    return new Question(asOf, filter(user, query, "asOf", asOf));
  }

  /**
   * Reads the filters of a comparison. What is below a department is told for each instant.
   *
   * @throws Problem as {@link #read}
   */
  public Comparison compare(User user, QueryParameters query) {
    if (query.instant("from") == null) {
      throw Problem.badField("from", "from is not given; it is the instant to compare with");
    }
    AsOf from = AsOf.at(orNow(query, "from"));
    AsOf to = AsOf.at(orNow(query, "to"));
    if (to.at().isBefore(from.at())) {
      throw Problem.badField(
          "to", "to is %s; it must not be before from, %s".formatted(to.at(), from.at()));
    }
    return new Comparison(
        new AssetView(from, filter(user, query, "from", from)),
        new AssetView(to, filter(user, query, "to", to)));
  }

  /**
   * Reads up to when a history is asked for.
   *
   * @throws Problem 400 when the instant is not right
   */
  public Life life(User user, QueryParameters query) {
    return new Life(AsOf.at(orNow(query, "asOf")), scope.of(user).orElse(null));
  }

  private AssetFilter filter(User user, QueryParameters query, String instant, AsOf asOf) {
    return new AssetFilter(
        departments(user, query, instant, asOf).orElse(null),
        query.text("tenant"),
        query.text("kind"));
  }

  /**
   * The asked department with those that were below it then. Who may see only some sees of them
   * those that are theirs today, wherever they were.
   */
  private Optional<Set<String>> departments(
      User user, QueryParameters query, String instant, AsOf asOf) {
    String asked = query.text("department");
    Optional<Set<String>> visible = scope.of(user, asked);
    if (asked == null || query.instant(instant) == null) {
      return visible;
    }
    Set<String> then = past.subtree(asked, asOf);
    scope.of(user).ifPresent(then::retainAll);
    return Optional.of(then);
  }

  private Instant orNow(QueryParameters query, String name) {
    Instant now = clock.instant();
    Instant asked = query.instant(name);
    if (asked != null && asked.isAfter(now)) {
      throw Problem.badField(
          name,
          "%1$s is %2$s, which lies ahead; it must not be after %3$s".formatted(name, asked, now));
    }
    return asked == null ? now : asked;
  }
}
