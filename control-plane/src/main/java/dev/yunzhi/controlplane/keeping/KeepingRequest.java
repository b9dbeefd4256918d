package dev.yunzhi.controlplane.keeping;

import dev.yunzhi.audit.keeping.Person;
import dev.yunzhi.controlplane.identity.SignedIn;
import dev.yunzhi.controlplane.identity.User;
import dev.yunzhi.controlplane.rest.QueryParameters;
import dev.yunzhi.controlplane.web.Problem;
import jakarta.servlet.http.HttpServletRequest;

/** How a request about keeping is read. */
final class KeepingRequest {
  private KeepingRequest() {}

  /** Who makes it. */
  static Person person(HttpServletRequest request) {
    User user = SignedIn.user();
    return new Person(user.name(), user.realm(), user.roleLabels(), request.getRemoteAddr());
  }

  /**
   * A text that must be given.
   *
   * @throws Problem 400 when it is not
   */
  static String required(QueryParameters query, String name) {
    String text = query.text(name);
    if (text == null) {
      throw Problem.badField(name, name + " must be given");
    }
    return text;
  }

  /**
   * A number of a path.
   *
   * @throws Problem 400 when it is none
   */
  static long number(String name, String text) {
    if (!text.matches("0|[1-9][0-9]{0,17}")) {
      throw Problem.badField(name, "%s is %s; it must be a whole number".formatted(name, text));
    }
    return Long.parseLong(text);
  }
}
