package dev.yunzhi.controlplane.rest;

import dev.yunzhi.audit.asset.AssetPage;
import dev.yunzhi.audit.asset.AssetReader;
import dev.yunzhi.audit.asset.AssetVersion;
import dev.yunzhi.controlplane.identity.SignedIn;
import dev.yunzhi.controlplane.store.Database;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the estate looked like. */
@RestController
class AssetController {
  private static final List<String> PARAMETERS = new ArrayList<>(AssetQuery.PARAMETERS);

  static {
    PARAMETERS.addAll(List.of("limit", "cursor"));
  }

  private final Database database;
  private final AssetReader assets;
  private final AssetQuery questions;

  AssetController(Database database, AssetReader assets, AssetQuery questions) {
    this.database = database;
    this.assets = assets;
    this.questions = questions;
  }

  /** An asset as it stood. */
  record Item(
      String cluster,
      String kind,
      String namespace,
      String name,
      String uid,
      String department,
      String tenant,
      String project,
      Map<?, ?> facts,
      Instant firstSeen,
      Instant validFrom,
      Instant validTo,
      long leaf) {}

  /**
   * A page.
   *
   * @param asOf of this page: to be given with the cursor, so that all pages are of one state
   * @param next to be given as {@code cursor}; null on the last page
   */
  record Page(List<Item> items, Instant asOf, String next) {}

  @GetMapping("/api/v1/assets")
  Page assets(HttpServletRequest request) {
    QueryParameters query = QueryParameters.of(request, PARAMETERS);
    AssetQuery.Question question = questions.read(SignedIn.user(), query);
    int limit = (int) query.number("limit", 1, 1000, 100);
    database.requireReady();
    AssetPage page = assets.asOf(question.asOf(), question.filter(), query.text("cursor"), limit);
    return new Page(
        page.versions().stream().map(AssetController::item).toList(),
        question.asOf().at(),
        page.next());
  }

  private static Item item(AssetVersion version) {
    return new Item(
        version.asset().cluster(),
        version.asset().kind(),
        version.asset().namespace(),
        version.asset().name(),
        version.asset().uid(),
        version.facts().department(),
        version.facts().tenant(),
        version.facts().project(),
        AssetDocument.of(version),
        version.firstSeen(),
        version.validFrom(),
        version.validTo(),
        version.leaf());
  }
}
