package dev.yunzhi.audit.keeping;

import java.util.List;

/**
 * Who does what is recorded under a name.
 *
 * @param name unique within its realm
 * @param realm which vouches for the name; null for the control-plane itself
 * @param roles as they were then
 * @param address that the request came from; null when nobody sent one
 */
public record Person(String name, String realm, List<String> roles, String address) {
  public Person {
    roles = List.copyOf(roles);
  }

  /** Tells the person from every other. */
  public String id() {
    return realm + "/" + name;
  }
}
