package dev.yunzhi.controlplane.identity;

import dev.yunzhi.controlplane.inventory.DepartmentTree;
import dev.yunzhi.controlplane.web.Problem;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Limits what somebody sees to the departments that are theirs. Thread-safe. */
@Component
public final class DepartmentScope {
  private final DepartmentTree departments;

  public DepartmentScope(DepartmentTree departments) {
    this.departments = departments;
  }

  /**
   * The departments whose things a user may see.
   *
   * @return empty when all
   */
  public Optional<Set<String>> of(User user) {
    if (user.seesAllDepartments()) {
      return Optional.empty();
    }
    Set<String> own = new TreeSet<>(departments.naming(user.name(), user.groups()));
    if (user.realm().equals(LocalAccountRealm.NAME)) {
      // A local name is not a name of the cluster, even if it reads the same.
      own.clear();
    }
    if (user.department() != null) {
      own.add(user.department());
    }
    Set<String> all = new TreeSet<>();
    own.forEach(department -> all.addAll(departments.subtree(department)));
    return Optional.of(all);
  }

  /**
   * Whether a user may see what is limited to a department and those below it.
   *
   * @param department null when it is limited to none
   */
  public boolean sees(User user, String department) {
    return of(user).map(own -> department != null && own.contains(department)).orElse(true);
  }

  /**
   * The departments of a query: the asked one with those below it, within the user's own.
   *
   * @param asked null when the query names none
   * @return empty when all
   * @throws Problem 403 when the asked one is not the user's
   */
  public Optional<Set<String>> of(User user, String asked) {
    Optional<Set<String>> own = of(user);
    if (asked == null) {
      return own;
    }
    if (own.isPresent() && !own.get().contains(asked)) {
      throw Problem.of(
              HttpStatus.FORBIDDEN,
              "department %s is not yours; yours are %s".formatted(asked, own.get()))
          .at("department");
    }
    return Optional.of(departments.subtree(asked));
  }
}
