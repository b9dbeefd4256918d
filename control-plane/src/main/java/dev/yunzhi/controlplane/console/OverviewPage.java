package dev.yunzhi.controlplane.console;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.controlplane.identity.DepartmentScope;
import dev.yunzhi.controlplane.identity.SignedIn;
import dev.yunzhi.controlplane.inventory.DepartmentTree;
import dev.yunzhi.controlplane.inventory.Governed;
import dev.yunzhi.controlplane.inventory.TenantBoard;
import dev.yunzhi.controlplane.rest.QueryParameters;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The department tree with its tenants, and what the requests wait for. */
@Controller
class OverviewPage {
  private final DepartmentTree departments;
  private final TenantBoard board;
  private final DepartmentScope scope;

  OverviewPage(DepartmentTree departments, TenantBoard board, DepartmentScope scope) {
    this.departments = departments;
    this.board = board;
    this.scope = scope;
  }

  /**
   * A department in its place.
   *
   * @param depth 0 for the topmost that is shown
   */
  record Branch(String name, String title, String level, int depth, List<TenantLine> tenants) {}

  /** A tenant. */
  record TenantLine(String name, String title, String environment, boolean ready) {}

  /** A request, in the reader's language. */
  record RequestLine(
      String name, String department, String project, String phase, String nextStep) {}

  @GetMapping("/console")
  String overview(HttpServletRequest request, Model model, Locale locale) {
    QueryParameters.of(request, List.of(ConsoleConfiguration.LANGUAGE));
    Map<String, Department> all = departments.all();
    Set<String> visible = scope.of(SignedIn.user()).orElse(all.keySet());
    boolean english = locale.getLanguage().equals("en");

    List<Branch> branches = new ArrayList<>();
    for (Department department : all.values()) {
      String parent = department.getSpec().parent();
      boolean topmost = parent == null || !visible.contains(parent) || !all.containsKey(parent);
      if (topmost && visible.contains(department.getMetadata().getName())) {
        grow(department, 0, all, english, branches);
      }
    }
    List<RequestLine> requests =
        branches.stream()
            .flatMap(
                branch ->
                    board.requests(branch.name()).stream()
                        .map(r -> line(r, branch.title(), english)))
            .toList();
    List<TenantLine> tenants = branches.stream().flatMap(b -> b.tenants().stream()).toList();
    model.addAttribute("branches", branches);
    model.addAttribute("requests", requests);
    model.addAttribute("tenantCount", tenants.size());
    model.addAttribute("readyCount", tenants.stream().filter(TenantLine::ready).count());
    model.addAttribute(
        "openCount",
        requests.stream().filter(r -> !List.of("Granted", "Rejected").contains(r.phase())).count());
    return "overview";
  }

  private void grow(
      Department department,
      int depth,
      Map<String, Department> all,
      boolean english,
      List<Branch> into) {
    String name = department.getMetadata().getName();
    // A tree has five levels; what is deeper is a circle that the API server let through.
    if (depth > 5) {
      return;
    }
    into.add(
        new Branch(
            name,
            title(department, english),
            department.getSpec().level().name(),
            depth,
            board.tenants(name).stream().map(OverviewPage::line).toList()));
    all.values().stream()
        .filter(child -> name.equals(child.getSpec().parent()))
        .forEach(child -> grow(child, depth + 1, all, english, into));
  }

  static String title(Department department, boolean english) {
    String inEnglish = department.getSpec().displayNameEn();
    return english && inEnglish != null ? inEnglish : department.getSpec().displayName();
  }

  private static TenantLine line(Tenant tenant) {
    boolean ready =
        tenant.getStatus() != null
            && tenant.getStatus().conditions() != null
            && tenant.getStatus().conditions().stream()
                .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
    return new TenantLine(
        tenant.getMetadata().getName(),
        tenant.getSpec().displayName(),
        tenant.getSpec().environment().name(),
        ready);
  }

  private static RequestLine line(TenantRequest request, String department, boolean english) {
    var status = request.getStatus();
    String phase =
        status == null || status.phase() == null ? "Pending" : Governed.word(status.phase());
    String nextStep = status == null ? null : english ? status.nextStep() : status.nextStepZh();
    return new RequestLine(
        request.getMetadata().getName(), department, request.getSpec().project(), phase, nextStep);
  }
}
