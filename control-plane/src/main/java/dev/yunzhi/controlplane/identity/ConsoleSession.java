package dev.yunzhi.controlplane.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.apache.shiro.SecurityUtils;
import org.apache.shiro.subject.Subject;
import org.apache.shiro.web.subject.WebSubject;
import org.springframework.stereotype.Component;

/** The console's sessions. */
@Component
public final class ConsoleSession {
  private static final String WANTED = ConsoleSession.class.getName();

  private final SignIn signIn;

  public ConsoleSession(SignIn signIn) {
    this.signIn = signIn;
  }

  static boolean isWanted(Subject subject) {
    return subject instanceof WebSubject web
        && web.getServletRequest() != null
        && Boolean.TRUE.equals(web.getServletRequest().getAttribute(WANTED));
  }

  /**
   * Signs in and begins a session that nobody can have known before.
   *
   * @throws RuntimeException as {@link SignIn#signIn}
   */
  public void begin(HttpServletRequest request, Attempt attempt) {
    SecurityUtils.getSubject().logout();
    HttpSession old = request.getSession(false);
    if (old != null) {
      old.invalidate();
    }
    request.setAttribute(WANTED, true);
    signIn.signIn(SecurityUtils.getSubject(), attempt);
    request.changeSessionId();
  }

  /** Ends the session, if there is one. */
  public void end() {
    SecurityUtils.getSubject().logout();
  }
}
