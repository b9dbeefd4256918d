package dev.yunzhi.controlplane.console;

import dev.yunzhi.controlplane.web.Problem;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;

/**
 * Keeps other sites from filling in our forms: a form must repeat what a cookie says that no other
 * site can read or set (the double submit, with the {@code __Host-} prefix). Needs no session, so
 * the sign-in form is kept as well.
 */
final class Csrf {
  /** The hidden field of every form that posts. */
  static final String FIELD = "_csrf";

  private static final String COOKIE = "__Host-yunzhi-csrf";
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Csrf() {}

  /** What the forms of this answer are to repeat. */
  static String token(HttpServletRequest request, HttpServletResponse response) {
    String known = cookie(request);
    if (known != null) {
      return known;
    }
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    ResponseCookie cookie =
        ResponseCookie.from(COOKIE, token)
            .path("/")
            .secure(true)
            .httpOnly(true)
            .sameSite("Strict")
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    return token;
  }

  /**
   * @throws Problem 403 when the form was not ours
   */
  static void require(HttpServletRequest request) {
    String expected = cookie(request);
    String given = request.getParameter(FIELD);
    if (expected == null
        || given == null
        || !MessageDigest.isEqual(bytes(expected), bytes(given))) {
      throw Problem.of(
              HttpStatus.FORBIDDEN,
              "the form was not made by this console for this browser; open the page again")
          .at(FIELD);
    }
  }

  private static String cookie(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? null
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(COOKIE))
            .map(Cookie::getValue)
            .filter(value -> value.length() >= BYTES)
            .findFirst()
            .orElse(null);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
