package dev.yunzhi.controlplane.identity;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * One line of the {@link AccessTable}.
 *
 * @param method of HTTP; HEAD goes by GET
 * @param pattern matched as Spring MVC matches its mappings, so that the two cannot disagree about
 *     a path
 * @param permission what is needed; null is open to everyone
 */
public record AccessRule(String method, PathPattern pattern, Permission permission) {
  static AccessRule of(String method, String pattern, Permission permission) {
    return new AccessRule(method, PathPatternParser.defaultInstance.parse(pattern), permission);
  }

  boolean matches(PathContainer path) {
    return pattern.matches(path);
  }

  /** Whether anybody may pass without credentials. */
  public boolean isOpen() {
    return permission == null;
  }
}
