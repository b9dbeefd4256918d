package dev.yunzhi.cli;

import dev.yunzhi.api.v1alpha1.ComponentLifecycle;
import dev.yunzhi.api.v1alpha1.SharedComponent;
import dev.yunzhi.api.v1alpha1.SharedComponentStatus;
import dev.yunzhi.api.v1alpha1.WireName;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The catalogue of common components as a table. Pure. */
final class Market {

  private static final List<String> HEAD =
      List.of(
          "NAME 名称",
          "TITLE 标题",
          "CATEGORY 类别",
          "PROVIDER 提供部门",
          "LEVEL 等级",
          "STATE 状态",
          "APPROVAL 须批准",
          "DEPARTMENTS 使用部门",
          "TENANTS 使用租户");

  /**
   * By category and name.
   *
   * @param words all of which a component must have; blank lets all through
   * @param withdrawn whether those that were withdrawn are shown
   */
  static Table table(Collection<SharedComponent> components, String words, boolean withdrawn) {
    var table = new Table(HEAD);
    components.stream()
        .filter(
            component ->
                withdrawn || component.getSpec().lifecycle() != ComponentLifecycle.WITHDRAWN)
        .filter(component -> component.mentions(words))
        .sorted(
            Comparator.comparing((SharedComponent component) -> component.getSpec().category())
                .thenComparing(component -> component.getMetadata().getName()))
        .forEach(component -> table.row(row(component)));
    return table;
  }

  private static List<String> row(SharedComponent component) {
    var spec = component.getSpec();
    SharedComponentStatus status = component.getStatus();
    String successor = spec.successor() == null ? "" : " → " + spec.successor();
    String english = spec.displayNameEn() == null ? "" : " / " + spec.displayNameEn();
    return List.of(
        component.getMetadata().getName(),
        spec.displayName() + english,
        spec.category(),
        spec.provider(),
        spec.protectionLevel().toString(),
        WireName.of(spec.lifecycle()) + successor,
        Boolean.TRUE.equals(spec.needsApproval()) ? "yes 是" : "no 否",
        status == null ? "-" : Objects.toString(status.departments(), "-"),
        status == null ? "-" : Objects.toString(status.tenants(), "-"));
  }

  private Market() {}
}
