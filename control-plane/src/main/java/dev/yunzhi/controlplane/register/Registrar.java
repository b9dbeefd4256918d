package dev.yunzhi.controlplane.register;

import dev.yunzhi.audit.keeping.Person;
import dev.yunzhi.audit.register.CardReader;
import dev.yunzhi.audit.register.Departments;
import dev.yunzhi.audit.register.ImportRecord;
import dev.yunzhi.audit.register.ValueRules;
import dev.yunzhi.controlplane.identity.DepartmentScope;
import dev.yunzhi.controlplane.identity.SignedIn;
import dev.yunzhi.controlplane.inventory.DepartmentTree;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Who registers, and for which departments. Thread-safe. */
@Component
final class Registrar {
  private final DepartmentScope scope;
  private final DepartmentTree tree;
  private final Clock clock;

  Registrar(DepartmentScope scope, DepartmentTree tree, Clock clock) {
    this.scope = scope;
    this.tree = tree;
    this.clock = clock;
  }

  /**
   * One who asks.
   *
   * @param departments whose assets are to be touched and nobody else's; null when all may be
   */
  record Asking(Person person, Set<String> departments) {
    /** The only person whose imports are shown: of who is limited to departments, their own. */
    Person onlyOf() {
      return departments == null ? null : person;
    }

    /** Whether an import may be shown. */
    boolean sees(ImportRecord record) {
      return departments == null
          || (record.by().equals(person.name()) && record.realm().equals(person.realm()));
    }
  }

  Asking asking(HttpServletRequest request) {
    return new Asking(SignedIn.person(request), scope.of(SignedIn.user()).orElse(null));
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ValueRules.DEFAULT.zone());
  }

  /** The departments as they are now to who asks. */
  Departments departments(Asking asking) {
    Set<String> all = tree.all().keySet();
    return name ->
        !all.contains(name)
            ? Departments.Standing.UNKNOWN
            : asking.departments() == null || asking.departments().contains(name)
                ? Departments.Standing.OWN
                : Departments.Standing.ANOTHERS;
  }

  CardReader reader(Asking asking) {
    return new CardReader(ValueRules.DEFAULT, today(), departments(asking));
  }
}
