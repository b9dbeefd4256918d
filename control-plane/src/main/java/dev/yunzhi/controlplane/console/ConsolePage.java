package dev.yunzhi.controlplane.console;

import dev.yunzhi.controlplane.identity.Permission;
import dev.yunzhi.controlplane.identity.SignedIn;
import dev.yunzhi.controlplane.identity.User;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page of the console has beside its own. */
@ControllerAdvice(basePackageClasses = ConsolePage.class)
class ConsolePage {
  @ModelAttribute
  void common(Model model, HttpServletRequest request, HttpServletResponse response) {
    User user = SignedIn.userOrNull();
    model.addAttribute("user", user);
    model.addAttribute("may", user == null ? Set.of() : permissions());
    model.addAttribute("csrf", Csrf.token(request, response));
    model.addAttribute("path", request.getRequestURI());
  }

  private static Set<String> permissions() {
    return Arrays.stream(Permission.values())
        .filter(SignedIn::may)
        .map(Permission::name)
        .collect(Collectors.toSet());
  }
}
