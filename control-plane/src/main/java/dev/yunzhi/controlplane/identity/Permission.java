package dev.yunzhi.controlplane.identity;

import static dev.yunzhi.controlplane.identity.Role.AUDIT_ADMINISTRATOR;
import static dev.yunzhi.controlplane.identity.Role.AUDIT_SOURCE;
import static dev.yunzhi.controlplane.identity.Role.DECISION_SOURCE;
import static dev.yunzhi.controlplane.identity.Role.DEPARTMENT_MEMBER;
import static dev.yunzhi.controlplane.identity.Role.SECURITY_ADMINISTRATOR;
import static dev.yunzhi.controlplane.identity.Role.SYSTEM_ADMINISTRATOR;
import static dev.yunzhi.controlplane.identity.Role.TENANT_ADMINISTRATOR;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The permissions matrix: what may be done, and the roles that may. */
public enum Permission {
  /** See oneself and the overview of what one may see. */
  SEE_OVERVIEW(
      SYSTEM_ADMINISTRATOR,
      SECURITY_ADMINISTRATOR,
      AUDIT_ADMINISTRATOR,
      DEPARTMENT_MEMBER,
      TENANT_ADMINISTRATOR),
  /** Query assets; a department member those of the own department and below. */
  READ_ASSETS(SYSTEM_ADMINISTRATOR, SECURITY_ADMINISTRATOR, AUDIT_ADMINISTRATOR, DEPARTMENT_MEMBER),
  /** Take an asset report out; a department member of the own department and below. */
  EXPORT_REPORTS(SYSTEM_ADMINISTRATOR, AUDIT_ADMINISTRATOR, DEPARTMENT_MEMBER),
  /** Enter assets into the register; a department member those of the own one and below. */
  REGISTER_ASSETS(SYSTEM_ADMINISTRATOR, DEPARTMENT_MEMBER),
  /** Read API events and policy decisions. */
  READ_EVENTS(SECURITY_ADMINISTRATOR, AUDIT_ADMINISTRATOR),
  /** Read those of them that concern one's own tenants; who may read all, reads all. */
  READ_TENANT_EVENTS(SECURITY_ADMINISTRATOR, AUDIT_ADMINISTRATOR, TENANT_ADMINISTRATOR),
  /** Read who signed in, was refused, took reports out, and read whose events. */
  READ_SIGN_INS(AUDIT_ADMINISTRATOR),
  /** See how long the ledger is and its root hash. */
  READ_LEDGER_HEAD(SYSTEM_ADMINISTRATOR, SECURITY_ADMINISTRATOR, AUDIT_ADMINISTRATOR),
  /** Place and lift legal holds; demand and decide that a body be removed. */
  DECIDE_KEEPING(SECURITY_ADMINISTRATOR, AUDIT_ADMINISTRATOR),
  /** Send audit events of the own cluster. */
  SEND_AUDIT_EVENTS(AUDIT_SOURCE),
  /** Send policy decisions. */
  SEND_DECISIONS(DECISION_SOURCE),
  /** Fetch the bundles of policies. */
  FETCH_BUNDLES(DECISION_SOURCE, SECURITY_ADMINISTRATOR),
  /** See the revisions of the policies. */
  READ_POLICY_REVISIONS(SYSTEM_ADMINISTRATOR, SECURITY_ADMINISTRATOR, AUDIT_ADMINISTRATOR),
  /** Roll the policies back, and let them go on. */
  ROLL_BACK_POLICIES(SECURITY_ADMINISTRATOR),
  /** Report what an OPA enforces. */
  SEND_STATUS(DECISION_SOURCE),
  /** See which OPA enforces which policies. */
  SEE_AGENTS(SYSTEM_ADMINISTRATOR, SECURITY_ADMINISTRATOR, AUDIT_ADMINISTRATOR);

  // Unmodifiable, which the type does not tell.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<Role> roles;

  Permission(Role first, Role... others) {
    roles = Collections.unmodifiableSet(EnumSet.of(first, others));
  }

  /** The roles that hold it. */
  public Set<Role> roles() {
    return roles;
  }

  /** The holders, as a message names them. */
  public String holders() {
    return roles.stream().map(Role::label).collect(Collectors.joining(", "));
  }

  /** What some roles may do together. */
  static List<String> of(Set<Role> roles) {
    return Arrays.stream(values())
        .filter(permission -> permission.roles.stream().anyMatch(roles::contains))
        .map(Permission::name)
        .toList();
  }
}
