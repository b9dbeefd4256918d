package dev.yunzhi.controlplane.identity;

import dev.yunzhi.controlplane.web.Problem;
import dev.yunzhi.controlplane.web.ProblemResponses;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.shiro.SecurityUtils;
import org.apache.shiro.session.Session;
import org.apache.shiro.subject.Subject;
import org.apache.shiro.web.mgt.WebSecurityManager;
import org.apache.shiro.web.servlet.AbstractShiroFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.RequestPath;
import org.springframework.web.util.ServletRequestPathUtils;

/** The one gate: nothing behind it is reached but by a rule of the {@link AccessTable}. */
final class AccessFilter extends AbstractShiroFilter {
  private final SignIn signIn;
  private final Duration sessionLifetime;
  private final Clock clock;

  AccessFilter(
      WebSecurityManager securityManager, SignIn signIn, Duration sessionLifetime, Clock clock) {
    setSecurityManager(securityManager);
    this.signIn = signIn;
    this.sessionLifetime = sessionLifetime;
    this.clock = clock;
  }

  @Override
  protected void executeChain(ServletRequest in, ServletResponse out, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) in;
    HttpServletResponse response = (HttpServletResponse) out;
    boolean passed;
    try {
      passed = pass(request, response);
    } catch (RuntimeException e) {
      ProblemResponses.send(ProblemResponses.of(e), request, response);
      return;
    }
    if (passed) {
      chain.doFilter(request, response);
    }
  }

  /**
   * @return false when the answer is given already
   */
  private boolean pass(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RequestPath path = ServletRequestPathUtils.parseAndCache(request);
    Optional<AccessRule> rule = AccessTable.find(request.getMethod(), path.pathWithinApplication());
    if (rule.filter(AccessRule::isOpen).isPresent()) {
      return true;
    }
    if (!isSignedIn(request, path, rule)) {
      if (ProblemResponses.wantsPage(request)) {
        String next = URLEncoder.encode(request.getRequestURI(), StandardCharsets.UTF_8);
        response.sendRedirect(AccessTable.SIGN_IN + "?next=" + next);
        return false;
      }
      throw Problem.of(
              HttpStatus.UNAUTHORIZED,
              "sign in: send HTTP Basic with a local account, or a Kubernetes bearer token")
          .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"yunzhi\", charset=\"UTF-8\"")
          .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"yunzhi\"");
    }
    authorize(request, path, rule);
    return true;
  }

  private boolean isSignedIn(
      HttpServletRequest request, RequestPath path, Optional<AccessRule> rule) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    Subject subject = SecurityUtils.getSubject();
    if (header != null) {
      signIn.signIn(subject, Authorization.parse(header, path, rule, request.getRemoteAddr()));
      return true;
    }
    Session session = subject.getSession(false);
    if (subject.isAuthenticated()
        && session != null
        && session
            .getStartTimestamp()
            .toInstant()
            .plus(sessionLifetime)
            .isBefore(clock.instant())) {
      subject.logout();
      return false;
    }
    return subject.isAuthenticated();
  }

  private static void authorize(
      HttpServletRequest request, RequestPath path, Optional<AccessRule> found) {
    AccessRule rule = found.orElseThrow(() -> undeclared(request, path));
    if (!SecurityUtils.getSubject().isPermitted(rule.permission().name())) {
      throw Problem.of(
          HttpStatus.FORBIDDEN,
          "this needs the permission %s, which %s hold"
              .formatted(rule.permission(), rule.permission().holders()));
    }
  }

  private static Problem undeclared(HttpServletRequest request, RequestPath path) {
    List<String> methods = AccessTable.methods(path.pathWithinApplication());
    if (methods.isEmpty()) {
      return Problem.of(HttpStatus.NOT_FOUND, "there is nothing at " + request.getRequestURI());
    }
    String allowed = String.join(", ", methods);
    return Problem.of(
            HttpStatus.METHOD_NOT_ALLOWED,
            "%s is not known here; known are: %s".formatted(request.getMethod(), allowed))
        .header(HttpHeaders.ALLOW, allowed);
  }
}
