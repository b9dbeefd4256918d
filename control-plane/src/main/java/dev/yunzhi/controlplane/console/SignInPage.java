package dev.yunzhi.controlplane.console;

import dev.yunzhi.controlplane.identity.AccessTable;
import dev.yunzhi.controlplane.identity.Attempt;
import dev.yunzhi.controlplane.identity.ConsoleSession;
import dev.yunzhi.controlplane.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The way in and out, and the one style sheet. */
@Controller
class SignInPage {
  /** A page of our own: never another site's. */
  private static final Pattern OWN_PAGE = Pattern.compile("/console(/[a-z-]+)*");

  private final ConsoleSession sessions;

  SignInPage(ConsoleSession sessions) {
    this.sessions = sessions;
  }

  @GetMapping("/")
  ResponseEntity<Void> root() {
    return to("/console");
  }

  @GetMapping(AccessTable.SIGN_IN)
  String form(@RequestParam(defaultValue = "") String next, Model model) {
    model.addAttribute("next", own(next));
    return "sign-in";
  }

  @PostMapping(AccessTable.SIGN_IN)
  Object signIn(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String next,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response) {
    Csrf.require(request);
    String source = request.getRemoteAddr();
    try {
      sessions.begin(
          request,
          token.isBlank()
              ? Attempt.form(name, password, source)
              : Attempt.form(token.strip(), source));
      return to(own(next));
    } catch (Problem refused) {
      response.setStatus(refused.getStatusCode().value());
      model.addAttribute("refused", refused.getStatusCode().value());
      model.addAttribute("reason", refused.getBody().getDetail());
      model.addAttribute("name", name);
      return form(next, model);
    }
  }

  @PostMapping("/console/sign-out")
  ResponseEntity<Void> signOut(HttpServletRequest request) {
    Csrf.require(request);
    sessions.end();
    return to(AccessTable.SIGN_IN);
  }

  @GetMapping("/console/style.css")
  ResponseEntity<Resource> style() {
    return ResponseEntity.ok()
        .contentType(MediaType.valueOf("text/css;charset=UTF-8"))
        .body(new ClassPathResource("console/style.css"));
  }

  private static String own(String next) {
    return OWN_PAGE.matcher(next).matches() && !next.equals(AccessTable.SIGN_IN)
        ? next
        : "/console";
  }

  private static ResponseEntity<Void> to(String path) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(path)).build();
  }
}
