package dev.yunzhi.controlplane.identity;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What an account is allowed to be. The three administrators are kept apart as GB/T 22239 asks from
 * level 2 up (三员分立): nobody holds two of them.
 */
public enum Role {
  /** 系统管理员: runs the platform. */
  SYSTEM_ADMINISTRATOR("system-administrator", "yunzhi:system-administrators"),
  /** 安全管理员: writes policies and sees what they catch. */
  SECURITY_ADMINISTRATOR("security-administrator", "yunzhi:security-administrators"),
  /** 审计管理员: sees who did what, and exports it. */
  AUDIT_ADMINISTRATOR("audit-administrator", "yunzhi:audit-administrators"),
  /** 部门用户: sees the own department and those below. */
  DEPARTMENT_MEMBER("department-member", null),
  /** 租户管理员: sees what happens in the own tenants. */
  TENANT_ADMINISTRATOR("tenant-administrator", null),
  /** An API server that sends its audit events. */
  AUDIT_SOURCE("audit-source", null),
  /** An OPA or operator that sends its policy decisions. */
  DECISION_SOURCE("decision-source", null);

  private static final Set<Role> ADMINISTRATORS =
      EnumSet.of(SYSTEM_ADMINISTRATOR, SECURITY_ADMINISTRATOR, AUDIT_ADMINISTRATOR);

  private final String label;
  private final String group;

  Role(String label, String group) {
    this.label = label;
    this.group = group;
  }

  /** The role as files, records and messages name it. */
  public String label() {
    return label;
  }

  /** The Kubernetes group whose members hold the role; empty when no group does. */
  public Optional<String> group() {
    return Optional.ofNullable(group);
  }

  /** One of the three that exclude each other. */
  public boolean isAdministrator() {
    return ADMINISTRATORS.contains(this);
  }

  public static Optional<Role> of(String label) {
    return Arrays.stream(values()).filter(role -> role.label.equals(label)).findFirst();
  }

  /**
   * The administrators among some roles, when they are more than the one that is allowed.
   *
   * @return two or three labels, or empty
   */
  public static Optional<String> conflict(Set<Role> roles) {
    var held = roles.stream().filter(Role::isAdministrator).map(Role::label).sorted().toList();
    return held.size() > 1 ? Optional.of(String.join(" and ", held)) : Optional.empty();
  }
}
