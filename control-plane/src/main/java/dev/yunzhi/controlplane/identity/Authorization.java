package dev.yunzhi.controlplane.identity;

import dev.yunzhi.controlplane.web.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.RequestPath;

/** Reads the Authorization header: Basic (RFC 7617, UTF-8) and Bearer (RFC 6750). */
final class Authorization {
  private Authorization() {}

  /**
   * @param rule that the request falls under: at the audit sink a bearer token is an intake token
   * @throws Problem 401 when the header is neither
   */
  static Attempt parse(String header, RequestPath path, Optional<AccessRule> rule, String source) {
    int space = header.indexOf(' ');
    String scheme = space < 0 ? header : header.substring(0, space);
    String credentials = space < 0 ? "" : header.substring(space + 1).strip();
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "basic" -> basic(credentials, source);
      case "bearer" -> {
        if (credentials.isEmpty()) {
          throw malformed("a bearer token must follow the word Bearer");
        }
        yield rule.filter(r -> r.permission() == Permission.SEND_AUDIT_EVENTS)
            .map(r -> r.pattern().matchAndExtract(path.pathWithinApplication()))
            .map(match -> match.getUriVariables().get("cluster"))
            .map(cluster -> Attempt.intake(cluster, credentials, source))
            .orElseGet(() -> Attempt.bearer(credentials, source));
      }
      default -> throw malformed("the scheme must be Basic or Bearer");
    };
  }

  private static Attempt basic(String credentials, String source) {
    String decoded;
    try {
      decoded = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw malformed("Basic must be followed by base64 of name:password");
    }
    int colon = decoded.indexOf(':');
    if (colon < 1) {
      throw malformed("Basic must be followed by base64 of name:password");
    }
    return Attempt.basic(decoded.substring(0, colon), decoded.substring(colon + 1), source);
  }

  private static Problem malformed(String detail) {
    return Problem.of(HttpStatus.UNAUTHORIZED, detail).at(HttpHeaders.AUTHORIZATION);
  }
}
