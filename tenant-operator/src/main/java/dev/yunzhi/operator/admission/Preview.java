package dev.yunzhi.operator.admission;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.RequestType;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.operator.budget.QuotaExceeded;
import dev.yunzhi.operator.budget.QuotaSplit;
import dev.yunzhi.operator.cluster.Reader;
import dev.yunzhi.operator.model.DesiredNamespace;
import dev.yunzhi.operator.model.GrantedTenant;
import dev.yunzhi.operator.model.Lineage;
import dev.yunzhi.operator.model.Wish;
import dev.yunzhi.operator.policy.RequestedTenant;
import dev.yunzhi.policy.StageRequirement;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a dry run of a request tells besides the findings: what would be made, and who would have to
 * agree. Changes and records nothing. Thread-safe.
 */
final class Preview {

  private final Reader reader;

  Preview(Reader reader) {
    this.reader = reader;
  }

  /**
   * One warning in English and one in Chinese for each thing there is to say.
   *
   * @param stages that the policies ask for
   */
  List<String> of(AdmissionRequest request, TenantRequest asked, List<StageRequirement> stages) {
    var requested = RequestedTenant.of(request.namespace(), asked, reader);
    var warnings = new ArrayList<String>();
    warnings.addAll(
        switch (asked.getSpec().type()) {
          case NEW -> made(named(asked, ObjectName.of(request)), requested);
          case CHANGE -> changed(asked, requested);
          case END -> ended(asked, requested);
        });
    warnings.addAll(approvals(asked, stages));
    return warnings.stream().map(FindingText::shortened).toList();
  }

  /** The API server has yet to make up a name; the preview goes by what it begins with. */
  private static TenantRequest named(TenantRequest asked, String name) {
    var named = new TenantRequest();
    named.setMetadata(new ObjectMetaBuilder(asked.getMetadata()).withName(name).build());
    named.setSpec(asked.getSpec());
    return named;
  }

  private List<String> made(TenantRequest asked, RequestedTenant requested) {
    String name = GrantedTenant.nameFor(asked);
    if (requested.named() != null && requested.own() == null) {
      return said(
          "Preview: a Tenant called %1$s exists already; choose another spec.tenantName.",
          "预览：名为 %1$s 的租户已存在，请使用其他 spec.tenantName。", List.of(name));
    }
    List<String> missing = GrantedTenant.missing(asked, requested.own());
    if (!missing.isEmpty()) {
      return said(
          "Preview: no Tenant could be made: %1$s is missing.",
          "预览：缺少 %1$s，无法开通租户。", List.of(String.join(", ", missing)));
    }
    if (requested.own() != null) {
      return changed(asked, requested);
    }
    Tenant tenant = GrantedTenant.of(asked, null, requested.department(), false, null);
    try {
      List<DesiredNamespace> namespaces = namespaces(tenant);
      return said(
          "Preview: would make Tenant %1$s with %2$d namespaces (%3$s) and %4$d objects in them.",
          "预览：将开通租户 %1$s，包含 %2$d 个命名空间（%3$s）及其中 %4$d 个对象。",
          List.of(
              name,
              namespaces.size(),
              namespaces.stream().map(DesiredNamespace::name).collect(Collectors.joining(", ")),
              namespaces.stream().mapToInt(n -> n.guards().size() + n.bindings().size()).sum()));
    } catch (QuotaExceeded | Lineage.Broken e) {
      return said(
          "Preview: Tenant %1$s could not be made: %2$s",
          "预览：租户 %1$s 无法开通：%2$s", List.of(name, e.getMessage()));
    }
  }

  private List<DesiredNamespace> namespaces(Tenant tenant) throws QuotaExceeded, Lineage.Broken {
    Department department =
        reader.get(Department.class, null, String.valueOf(tenant.getSpec().department()));
    if (department == null) {
      return List.of();
    }
    Lineage lineage = Lineage.of(department, d -> reader.get(Department.class, null, d));
    var shares = QuotaSplit.of(tenant.getSpec().quota(), tenant.getSpec().namespaces());
    return shares.entrySet().stream()
        .map(
            share ->
                DesiredNamespace.of(
                    tenant,
                    lineage,
                    DesiredNamespace.nameFor(tenant.getMetadata().getName(), share.getKey()),
                    share.getValue(),
                    null))
        .toList();
  }

  private static List<String> changed(TenantRequest asked, RequestedTenant requested) {
    if (requested.own() == null) {
      return nobodys(asked);
    }
    var fields = new ArrayList<>(Wish.of(asked, requested.own()).changed());
    var quota = asked.getSpec().quota();
    if (quota != null
        && !requested.own().getSpec().quota().entrySet().containsAll(quota.entrySet())) {
      fields.add("quota");
    }
    return said(
        "Preview: would change in Tenant %1$s: %2$s.",
        "预览：将变更租户 %1$s 的以下内容：%2$s。",
        List.of(GrantedTenant.nameFor(asked), fields.isEmpty() ? "-" : String.join(", ", fields)));
  }

  private static List<String> ended(TenantRequest asked, RequestedTenant requested) {
    if (requested.own() == null) {
      return nobodys(asked);
    }
    Tenant tenant = requested.own();
    return said(
        "Preview: would have Tenant %1$s taken back; what becomes of its %2$d namespaces: %3$s.",
        "预览：将回收租户 %1$s；其 %2$d 个命名空间的处置方式：%3$s。",
        List.of(
            GrantedTenant.nameFor(asked),
            tenant.getSpec().namespaces().size(),
            WireName.of(tenant.getSpec().reclaim())));
  }

  private static List<String> nobodys(TenantRequest asked) {
    return said(
        "Preview: this department has no Tenant called %1$s.",
        "预览：本部门没有名为 %1$s 的租户。", List.of(GrantedTenant.nameFor(asked)));
  }

  private static List<String> approvals(TenantRequest asked, List<StageRequirement> stages) {
    if (stages.isEmpty()) {
      return asked.getSpec().type() == RequestType.NEW
          ? List.of()
          : said("Preview: would need no approval.", "预览：无需审批。", List.of());
    }
    return said(
        "Preview: would need approvals: %1$s.",
        "预览：需要以下审批：%1$s。",
        List.of(
            stages.stream()
                .map(s -> "%s %d (%s)".formatted(s.stage(), s.quorum(), s.policy()))
                .distinct()
                .collect(Collectors.joining(", "))));
  }

  private static List<String> said(String english, String chinese, List<?> about) {
    return List.of(english.formatted(about.toArray()), chinese.formatted(about.toArray()));
  }
}
