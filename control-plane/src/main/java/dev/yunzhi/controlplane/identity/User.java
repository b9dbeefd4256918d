package dev.yunzhi.controlplane.identity;

import java.util.List;
import java.util.Set;

/**
 * Somebody, or some program, whose credentials were accepted.
 *
 * @param name unique within its realm
 * @param realm which realm vouches: {@code local}, {@code kubernetes} or {@code intake}
 * @param roles never two administrators
 * @param groups Kubernetes groups; empty for other realms
 * @param department of a local account; null when it has none or the realm is another
 * @param tenant likewise
 */
public record User(
    String name,
    String realm,
    Set<Role> roles,
    List<String> groups,
    String department,
    String tenant) {
  public User {
    roles = Set.copyOf(roles);
    groups = List.copyOf(groups);
  }

  /** Whether the user's queries are not limited to departments. */
  public boolean seesAllDepartments() {
    return roles.stream().anyMatch(Role::isAdministrator);
  }

  /** Whether one of the roles holds a permission. */
  public boolean may(Permission permission) {
    return roles.stream().anyMatch(permission.roles()::contains);
  }

  /** The labels of the roles, sorted. */
  public List<String> roleLabels() {
    return roles.stream().map(Role::label).sorted().toList();
  }
}
