package dev.yunzhi.controlplane.console;

import dev.yunzhi.api.v1alpha1.ComponentLifecycle;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.SharedComponent;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.controlplane.inventory.ComponentCatalogue;
import dev.yunzhi.controlplane.inventory.DepartmentTree;
import dev.yunzhi.controlplane.rest.QueryParameters;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The catalogue of common components, which is for all departments to look through. */
@Controller
class MarketPage {
  private final ComponentCatalogue catalogue;
  private final DepartmentTree departments;

  MarketPage(ComponentCatalogue catalogue, DepartmentTree departments) {
    this.catalogue = catalogue;
    this.departments = departments;
  }

  /**
   * A row.
   *
   * @param departments null until somebody has counted them
   * @param tenants null until somebody has counted them
   */
  record Row(
      String name,
      String title,
      String category,
      String description,
      String provider,
      int level,
      String lifecycle,
      String successor,
      boolean needsApproval,
      Integer departments,
      Integer tenants) {}

  @GetMapping("/console/market")
  String market(HttpServletRequest request, Model model, Locale locale) {
    String words =
        QueryParameters.of(request, List.of("q", ConsoleConfiguration.LANGUAGE)).text("q");
    boolean english = locale.getLanguage().equals("en");
    Map<String, Department> providers = departments.all();
    model.addAttribute("q", words);
    model.addAttribute(
        "rows",
        catalogue.all().stream()
            .filter(c -> c.getSpec().lifecycle() != ComponentLifecycle.WITHDRAWN)
            .filter(c -> words == null || c.mentions(words))
            .map(c -> row(c, providers, english))
            .sorted(Comparator.comparing(Row::category).thenComparing(Row::name))
            .toList());
    return "market";
  }

  private static Row row(
      SharedComponent component, Map<String, Department> providers, boolean english) {
    var spec = component.getSpec();
    var status = component.getStatus();
    Department provider = providers.get(spec.provider());
    String inEnglish = spec.displayNameEn();
    return new Row(
        component.getMetadata().getName(),
        english && inEnglish != null ? inEnglish : spec.displayName(),
        spec.category(),
        spec.description(),
        provider == null ? spec.provider() : OverviewPage.title(provider, english),
        spec.protectionLevel(),
        WireName.of(spec.lifecycle()),
        spec.successor(),
        Boolean.TRUE.equals(spec.needsApproval()),
        status == null ? null : status.departments(),
        status == null ? null : status.tenants());
  }
}
