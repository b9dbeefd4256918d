package dev.yunzhi.controlplane.identity;

import dev.yunzhi.audit.keeping.Person;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.shiro.SecurityUtils;
import org.apache.shiro.subject.Subject;

/** Who makes the request that the calling thread serves. */
public final class SignedIn {
  private SignedIn() {}

  /**
   * Whoever is signed in.
   *
   * @throws IllegalStateException when nobody is signed in: the gate lets nobody else through
   */
  public static User user() {
    User user = userOrNull();
    if (user == null) {
      throw new IllegalStateException("nobody is signed in");
    }
    return user;
  }

  /** Null when nobody is signed in, as on open pages. */
  public static User userOrNull() {
    Subject subject = SecurityUtils.getSubject();
    return subject.isAuthenticated() ? subject.getPrincipals().oneByType(User.class) : null;
  }

  /** The same with where the request comes from, as what they do is recorded. */
  public static Person person(HttpServletRequest request) {
    User user = user();
    return new Person(user.name(), user.realm(), user.roleLabels(), request.getRemoteAddr());
  }

  public static boolean may(Permission permission) {
    return SecurityUtils.getSubject().isPermitted(permission.name());
  }
}
