package dev.yunzhi.controlplane.console;

import dev.yunzhi.audit.asset.AssetPage;
import dev.yunzhi.audit.asset.AssetReader;
import dev.yunzhi.audit.asset.AssetVersion;
import dev.yunzhi.audit.report.AssetColumn;
import dev.yunzhi.controlplane.identity.DepartmentScope;
import dev.yunzhi.controlplane.identity.SignedIn;
import dev.yunzhi.controlplane.inventory.DepartmentTree;
import dev.yunzhi.controlplane.rest.AssetDocument;
import dev.yunzhi.controlplane.rest.AssetQuery;
import dev.yunzhi.controlplane.rest.QueryParameters;
import dev.yunzhi.controlplane.store.Database;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.util.UriComponentsBuilder;

/** The assets, to be filtered, looked through and taken along. */
@Controller
class AssetsPage {
  private static final int ROWS = 50;
  private static final List<String> PARAMETERS = new ArrayList<>(AssetQuery.PARAMETERS);

  static {
    PARAMETERS.addAll(List.of("cursor", ConsoleConfiguration.LANGUAGE));
  }

  private final Database database;
  private final AssetReader assets;
  private final AssetQuery questions;
  private final DepartmentTree departments;
  private final DepartmentScope scope;

  AssetsPage(
      Database database,
      AssetReader assets,
      AssetQuery questions,
      DepartmentTree departments,
      DepartmentScope scope) {
    this.database = database;
    this.assets = assets;
    this.questions = questions;
    this.departments = departments;
    this.scope = scope;
  }

  /** A row. */
  record Row(
      String kind,
      String namespace,
      String name,
      String department,
      String tenant,
      String specification,
      String state,
      Instant since) {}

  @GetMapping("/console/assets")
  String assets(HttpServletRequest request, Model model, Locale locale) {
    QueryParameters query = QueryParameters.of(request, PARAMETERS);
    AssetQuery.Question question = questions.read(SignedIn.user(), query);
    database.requireReady();
    AssetPage page = assets.asOf(question.asOf(), question.filter(), query.text("cursor"), ROWS);

    Map<String, String> filters = new LinkedHashMap<>();
    AssetQuery.PARAMETERS.forEach(name -> filters.put(name, query.text(name)));
    // All pages, and the report, are of the state that the first page showed.
    Map<String, String> fixed = new LinkedHashMap<>(filters);
    fixed.put("asOf", question.asOf().at().toString());
    model.addAttribute("filters", filters);
    model.addAttribute("asOf", question.asOf().at());
    model.addAttribute("rows", page.versions().stream().map(AssetsPage::row).toList());
    model.addAttribute(
        "next", page.next() == null ? null : link("/console/assets", fixed, "cursor", page.next()));
    model.addAttribute("csv", link("/api/v1/reports/assets", fixed, "format", "csv"));
    model.addAttribute("ndjson", link("/api/v1/reports/assets", fixed, "format", "ndjson"));
    model.addAttribute("departments", departments(locale.getLanguage().equals("en")));
    return "assets";
  }

  /** Titles by name of the departments that can be asked for. */
  private Map<String, String> departments(boolean english) {
    Set<String> visible = scope.of(SignedIn.user()).orElse(null);
    Map<String, String> titles = new LinkedHashMap<>();
    departments
        .all()
        .forEach(
            (name, department) -> {
              if (visible == null || visible.contains(name)) {
                titles.put(name, OverviewPage.title(department, english));
              }
            });
    return titles;
  }

  private static Row row(AssetVersion version) {
    Map<?, ?> facts = AssetDocument.of(version);
    return new Row(
        version.asset().kind(),
        version.asset().namespace(),
        version.asset().name(),
        version.facts().department(),
        version.facts().tenant(),
        text(facts, AssetColumn.SPECIFICATION),
        text(facts, AssetColumn.STATE),
        version.validFrom().truncatedTo(ChronoUnit.SECONDS));
  }

  private static String text(Map<?, ?> facts, AssetColumn column) {
    Object value = facts.get(column.key());
    return value == null ? "" : value.toString();
  }

  private static String link(String path, Map<String, String> filters, String name, String value) {
    UriComponentsBuilder link = UriComponentsBuilder.fromPath(path);
    List<Object> values = new ArrayList<>();
    filters.forEach(
        (filter, text) -> {
          if (text != null) {
            link.queryParam(filter, "{" + filter + "}");
            values.add(text);
          }
        });
    link.queryParam(name, "{" + name + "}");
    values.add(value);
    // Encodes what a reader could take for a space or a separator, such as the plus of a zone.
    return link.encode().buildAndExpand(values.toArray()).toUriString();
  }
}
