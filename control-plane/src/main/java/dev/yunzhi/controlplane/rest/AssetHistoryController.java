package dev.yunzhi.controlplane.rest;

import dev.yunzhi.audit.asset.AssetPage;
import dev.yunzhi.audit.asset.AssetVersion;
import dev.yunzhi.audit.asset.HistoryReader;
import dev.yunzhi.controlplane.identity.SignedIn;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What became of one asset. */
@RestController
class AssetHistoryController {
  private static final List<String> PARAMETERS =
      List.of("cluster", "kind", "namespace", "name", "asOf", "limit", "cursor");

  private final Database database;
  private final HistoryReader histories;
  private final AssetQuery questions;

  AssetHistoryController(Database database, HistoryReader histories, AssetQuery questions) {
    this.database = database;
    this.histories = histories;
    this.questions = questions;
  }

  /**
   * A version.
   *
   * @param gone whether the asset was gone over that span; the facts are null then
   */
  record Item(
      String uid,
      boolean gone,
      String department,
      String tenant,
      String project,
      Map<?, ?> facts,
      Instant validFrom,
      Instant validTo,
      Instant learnedAt,
      long leaf) {}

  /** A page; as {@link AssetController.Page}. */
  record Page(List<Item> items, Instant asOf, String next) {}

  @GetMapping("/api/v1/assets/history")
  Page history(HttpServletRequest request) {
    QueryParameters query = QueryParameters.of(request, PARAMETERS);
    AssetQuery.Life life = questions.life(SignedIn.user(), query);
    HistoryReader.Name name =
        new HistoryReader.Name(
            required(query, "cluster"),
            required(query, "kind"),
            query.text("namespace") == null ? "" : query.text("namespace"),
            required(query, "name"));
    int limit = (int) query.number("limit", 1, 1000, 100);
    database.requireReady();
    AssetPage page =
        histories.page(name, life.asOf(), life.departments(), query.text("cursor"), limit);
    return new Page(
        page.versions().stream().map(AssetHistoryController::item).toList(),
        life.asOf().at(),
        page.next());
  }

  private static String required(QueryParameters query, String parameter) {
    String value = query.text(parameter);
    if (value == null) {
      throw Problem.badField(
          parameter,
          "%s is not given; an asset goes by cluster, kind, namespace (unless it has none) and name"
              .formatted(parameter));
    }
    return value;
  }

  private static Item item(AssetVersion version) {
    boolean gone = version.facts() == null;
    return new Item(
        version.asset().uid(),
        gone,
        gone ? null : version.facts().department(),
        gone ? null : version.facts().tenant(),
        gone ? null : version.facts().project(),
        gone ? null : AssetDocument.of(version),
        version.validFrom(),
        version.validTo(),
        version.learnedAt(),
        version.leaf());
  }
}
