package dev.yunzhi.controlplane.rest;

import dev.yunzhi.audit.asset.AssetChange;
import dev.yunzhi.audit.asset.AssetState;
import dev.yunzhi.audit.asset.ChangePage;
import dev.yunzhi.audit.asset.ChangeReader;
import dev.yunzhi.controlplane.identity.SignedIn;
import dev.yunzhi.controlplane.store.Database;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What changed in the estate between two instants. */
@RestController
class AssetChangeController {
  private static final List<String> PARAMETERS = new ArrayList<>(AssetQuery.CHANGE_PARAMETERS);

  static {
    PARAMETERS.addAll(List.of("limit", "cursor"));
  }

  private final Database database;
  private final ChangeReader changes;
  private final AssetQuery questions;

  AssetChangeController(Database database, ChangeReader changes, AssetQuery questions) {
    this.database = database;
    this.changes = changes;
    this.questions = questions;
  }

  /**
   * An asset on one side of the comparison.
   *
   * @param facts null: it was gone
   */
  record State(
      String department,
      String tenant,
      String project,
      Map<?, ?> facts,
      Instant validFrom,
      Instant learnedAt,
      long leaf) {
    static State of(AssetState state) {
      if (state == null) {
        return null;
      }
      boolean gone = state.facts() == null;
      return new State(
          gone ? null : state.facts().department(),
          gone ? null : state.facts().tenant(),
          gone ? null : state.facts().project(),
          gone ? null : AssetDocument.of(state.facts(), state.leaf()),
          state.validFrom(),
          state.learnedAt(),
          state.leaf());
    }
  }

  /** A difference, with the names of the columns that differ when the asset stood on both sides. */
  record Item(
      String change,
      String cluster,
      String kind,
      String namespace,
      String name,
      String uid,
      List<String> columns,
      State before,
      State after) {}

  /**
   * A page.
   *
   * @param from and {@code to}: to be given with the cursor, so that all pages are of one
   *     comparison
   * @param next to be given as {@code cursor}; null on the last page
   */
  record Page(List<Item> items, Instant from, Instant to, String next) {}

  @GetMapping("/api/v1/assets/diff")
  Page changes(HttpServletRequest request) {
    QueryParameters query = QueryParameters.of(request, PARAMETERS);
    AssetQuery.Comparison asked = questions.compare(SignedIn.user(), query);
    int limit = (int) query.number("limit", 1, 1000, 100);
    database.requireReady();
    ChangePage page = changes.page(asked.from(), asked.to(), query.text("cursor"), limit);
    return new Page(
        page.changes().stream().map(AssetChangeController::item).toList(),
        asked.from().asOf().at(),
        asked.to().asOf().at(),
        page.next());
  }

  private static Item item(AssetChange change) {
    return new Item(
        change.kind().name().toLowerCase(Locale.ROOT),
        change.asset().cluster(),
        change.asset().kind(),
        change.asset().namespace(),
        change.asset().name(),
        change.asset().uid(),
        change.columns(),
        State.of(change.before()),
        State.of(change.after()));
  }
}
