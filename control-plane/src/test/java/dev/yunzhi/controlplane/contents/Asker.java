package dev.yunzhi.controlplane.contents;

import static dev.yunzhi.controlplane.TestControlPlane.basic;
import static dev.yunzhi.controlplane.contents.FiveDepartments.ALL;
import static dev.yunzhi.controlplane.contents.FiveDepartments.subtree;

import dev.yunzhi.controlplane.TestControlPlane;
import dev.yunzhi.controlplane.identity.AccessRule;
import dev.yunzhi.controlplane.identity.Role;
import java.util.List;
import java.util.Set;

/**
 * Somebody who asks.
 *
 * @param authorization the header; null for who does not sign in
 * @param roles empty for who has none
 * @param departments whose things they may see
 * @param tenantsOf the departments whose tenants' events they may read
 */
record Asker(
    String name,
    String authorization,
    Set<Role> roles,
    Set<String> departments,
    Set<String> tenantsOf) {

  static final List<Asker> EVERYBODY =
      List.of(
          new Asker("nobody", null, Set.of(), Set.of(), Set.of()),
          new Asker("of no role", "Bearer token-of-nobody", Set.of(), Set.of(), Set.of()),
          member("member", basic("member"), "hangzhou"),
          member("clerk", basic("clerk"), "xihu"),
          member("neighbour", basic("neighbour"), "ningbo"),
          member("member by token", "Bearer token-of-a-member", "hangzhou"),
          member("head by token", "Bearer token-of-a-head", "xihu"),
          owner("keeper", basic("keeper"), "xihu"),
          owner("owner by token", "Bearer token-of-an-owner", "beilun"),
          administrator("system", Role.SYSTEM_ADMINISTRATOR),
          administrator("security", Role.SECURITY_ADMINISTRATOR),
          administrator("audit", Role.AUDIT_ADMINISTRATOR),
          new Asker(
              "operator",
              "Bearer " + TestControlPlane.OPERATOR_TOKEN,
              Set.of(Role.DECISION_SOURCE),
              Set.of(),
              Set.of()));

  private static Asker member(String name, String authorization, String department) {
    return new Asker(
        name, authorization, Set.of(Role.DEPARTMENT_MEMBER), subtree(department), Set.of());
  }

  private static Asker owner(String name, String authorization, String department) {
    return new Asker(
        name, authorization, Set.of(Role.TENANT_ADMINISTRATOR), Set.of(), Set.of(department));
  }

  private static Asker administrator(String name, Role role) {
    return new Asker(
        name, basic(name), Set.of(role), ALL, role == Role.SYSTEM_ADMINISTRATOR ? Set.of() : ALL);
  }

  static Asker named(String name) {
    return EVERYBODY.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  boolean may(AccessRule rule) {
    return rule.isOpen() || rule.permission().roles().stream().anyMatch(roles::contains);
  }

  boolean seesAll() {
    return departments.equals(ALL);
  }

  @Override
  public String toString() {
    return name;
  }
}
