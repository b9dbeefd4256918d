package dev.yunzhi.controlplane.identity;

import java.util.List;

/**
 * A local account, as the accounts file has it.
 *
 * @param name 1 to 100 characters, unique
 * @param hash of the password: Argon2id in Shiro's form, {@code $shiro2$argon2id$…}
 * @param roles labels of roles; at most one administrator
 * @param department needed by a department member; else null
 * @param tenant needed by a tenant administrator; else null
 */
record Account(String name, String hash, List<String> roles, String department, String tenant) {
  @Override
  public String toString() {
    return "Account[" + name + ", " + roles + ", " + department + ", " + tenant + "]";
  }
}
