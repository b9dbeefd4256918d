package dev.yunzhi.controlplane.identity;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The local accounts of one file, checked as a whole. Immutable. */
final class Accounts {
  static final Accounts NONE = new Accounts(Map.of(), Map.of());

  private static final String HASH_START = "$shiro2$argon2id$";

  private final Map<String, User> users;
  private final Map<String, String> hashes;

  private Accounts(Map<String, User> users, Map<String, String> hashes) {
    this.users = users;
    this.hashes = hashes;
  }

  /** The file's one key. */
  private record AccountsFile(List<Account> accounts) {}

  /**
   * @throws IllegalArgumentException when the file cannot be read or breaks a rule: names the
   *     account and what would be right, never a hash
   */
  static Accounts read(Path file) {
    ObjectMapper yaml =
        new ObjectMapper(new YAMLFactory())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    try {
      AccountsFile content = yaml.readValue(Files.readAllBytes(file), AccountsFile.class);
      if (content == null || content.accounts() == null) {
        throw invalid(file, "accounts", "is missing; it must be a list of accounts");
      }
      return of(file, content.accounts());
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      // The parser's own message quotes the source, in which hashes stand.
      throw new IllegalArgumentException(
          "accounts file %s, line %s: %s"
              .formatted(
                  file,
                  e.getLocation() == null ? "?" : e.getLocation().getLineNr(),
                  "not the form {accounts: [{name, hash, roles: [], department, tenant}]}: "
                      + e.getOriginalMessage()));
    } catch (IOException e) {
      throw new IllegalArgumentException("accounts file " + file + " cannot be read: " + e, e);
    }
  }

  private static Accounts of(Path file, List<Account> accounts) {
    Map<String, User> users = new HashMap<>();
    Map<String, String> hashes = new HashMap<>();
    for (int i = 0; i < accounts.size(); i++) {
      Account account = accounts.get(i);
      if (account == null || account.name() == null || account.name().isBlank()) {
        throw invalid(file, "accounts[" + i + "].name", "is missing; every account needs one");
      }
      String field = "account " + account.name();
      if (account.name().length() > 100 || account.name().indexOf(':') >= 0) {
        throw invalid(file, field, "has a name of over 100 characters or with a colon");
      }
      if (account.hash() == null || !account.hash().startsWith(HASH_START)) {
        throw invalid(
            file,
            field,
            "has a hash that is not Argon2id; make one with the hash-password command");
      }
      Set<Role> roles = roles(file, field, account);
      User user =
          new User(
              account.name(),
              LocalAccountRealm.NAME,
              roles,
              List.of(),
              account.department(),
              account.tenant());
      if (users.put(account.name(), user) != null) {
        throw invalid(file, field, "is there twice; names must differ");
      }
      hashes.put(account.name(), account.hash());
    }
    return new Accounts(Map.copyOf(users), Map.copyOf(hashes));
  }

  private static Set<Role> roles(Path file, String field, Account account) {
    if (account.roles() == null || account.roles().isEmpty()) {
      throw invalid(file, field, "has no roles; it must have at least one");
    }
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String label : account.roles()) {
      Role role = Role.of(label).orElse(null);
      if (role == null || role == Role.AUDIT_SOURCE || role == Role.DECISION_SOURCE) {
        throw invalid(
            file,
            field,
            "has the role %s; known are system-administrator, security-administrator, audit-administrator, department-member, tenant-administrator"
                .formatted(label));
      }
      roles.add(role);
    }
    Role.conflict(roles)
        .ifPresent(
            held -> {
              throw invalid(
                  file,
                  field,
                  "holds %s; no account may hold two of system-administrator, security-administrator and audit-administrator"
                      .formatted(held));
            });
    if (roles.contains(Role.DEPARTMENT_MEMBER) && account.department() == null) {
      throw invalid(file, field, "is a department-member without a department; name one");
    }
    if (roles.contains(Role.TENANT_ADMINISTRATOR) && account.tenant() == null) {
      throw invalid(file, field, "is a tenant-administrator without a tenant; name one");
    }
    return roles;
  }

  private static IllegalArgumentException invalid(Path file, String field, String problem) {
    return new IllegalArgumentException("accounts file %s: %s %s".formatted(file, field, problem));
  }

  Optional<User> user(String name) {
    return Optional.ofNullable(users.get(name));
  }

  /** The password hash of an account that {@link #user} has. */
  String hash(String name) {
    return hashes.get(name);
  }
}
