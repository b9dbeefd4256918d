package dev.yunzhi.controlplane.identity;

import org.apache.shiro.authc.AuthenticationToken;
import org.apache.shiro.authc.BearerToken;
import org.apache.shiro.authc.UsernamePasswordToken;

/**
 * Credentials as they came in.
 *
 * @param token the credentials
 * @param method how they came: {@code basic}, {@code bearer}, {@code intake} or {@code form}
 * @param source network address that they came from
 */
public record Attempt(AuthenticationToken token, String method, String source) {
  private static final int MAX_NAME = 100;

  static Attempt basic(String name, String password, String source) {
    return new Attempt(new UsernamePasswordToken(name, password), "basic", source);
  }

  static Attempt bearer(String token, String source) {
    return new Attempt(new BearerToken(token), "bearer", source);
  }

  static Attempt intake(String cluster, String token, String source) {
    return new Attempt(new IntakeToken(cluster, token), "intake", source);
  }

  /** Name and password out of the console's form. */
  public static Attempt form(String name, String password, String source) {
    return new Attempt(new UsernamePasswordToken(name, password), "form", source);
  }

  /** A Kubernetes token out of the console's form. */
  public static Attempt form(String token, String source) {
    return new Attempt(new BearerToken(token), "form", source);
  }

  /** The name that was claimed, fit to be recorded; null when credentials carry none. */
  String claimedName() {
    if (token instanceof BearerToken) {
      return null;
    }
    // Half a surrogate pair cannot be recorded.
    String name = String.valueOf(token.getPrincipal()).replaceAll("[\\p{Cntrl}\\p{Cs}]", "\uFFFD");
    return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME).replaceAll("\\p{Cs}", "");
  }

  /** A session is to remember who this is; other requests show their credentials each time. */
  boolean forSession() {
    return method.equals("form");
  }
}
