package dev.yunzhi.controlplane.rest;

import dev.yunzhi.controlplane.identity.DepartmentScope;
import dev.yunzhi.controlplane.identity.SignedIn;
import dev.yunzhi.controlplane.identity.User;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the one who asks who they are here. */
@RestController
class WhoAmI {
  private final DepartmentScope scope;

  WhoAmI(DepartmentScope scope) {
    this.scope = scope;
  }

  /**
   * The answer.
   *
   * @param departments that they see; null is all
   */
  record Answer(String name, String realm, List<String> roles, Set<String> departments) {}

  @GetMapping("/api/v1/whoami")
  Answer whoAmI() {
    User user = SignedIn.user();
    return new Answer(user.name(), user.realm(), user.roleLabels(), scope.of(user).orElse(null));
  }
}
