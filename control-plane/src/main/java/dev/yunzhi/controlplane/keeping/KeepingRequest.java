package dev.yunzhi.controlplane.keeping;

import dev.yunzhi.controlplane.rest.QueryParameters;
import dev.yunzhi.controlplane.web.Problem;

/** How a request about keeping is read. */
final class KeepingRequest {
  private KeepingRequest() {}

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
