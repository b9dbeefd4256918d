package dev.yunzhi.controlplane.report;

import dev.yunzhi.controlplane.identity.User;
import java.util.List;

/**
 * Who took a report out, as its manifest says it.
 *
 * @param source address that the request came from; null when nobody sent one
 */
public record ExportedBy(String user, String realm, List<String> roles, String source) {
  static ExportedBy of(User user, String source) {
    return new ExportedBy(user.name(), user.realm(), user.roleLabels(), source);
  }
}
