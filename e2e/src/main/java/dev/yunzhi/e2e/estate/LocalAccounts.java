package dev.yunzhi.e2e.estate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.shiro.authc.credential.DefaultPasswordService;

/**
 * The local accounts of the control-plane, with passwords made once for this state folder: {@code
 * credentials} holds them for people, {@code accounts.yaml} their Argon2id hashes for the program.
 * Both are readable by their owner only.
 */
public final class LocalAccounts {

  private record Account(String name, String role, String limits, String to) {
    static Account unlimited(String name, String role) {
      return new Account(name, role, null, null);
    }
  }

  private static final List<Account> ACCOUNTS =
      List.of(
          Account.unlimited("auditor", "audit-administrator"),
          Account.unlimited("security", "security-administrator"),
          Account.unlimited("system", "system-administrator"),
          new Account("huzhou", "department-member", "department", "huzhou"),
          new Account("anji", "department-member", "department", "anji"),
          new Account("huzhou-health", "tenant-administrator", "tenant", "huzhou-health"));

  private final Path credentials;
  private final Path accounts;

  private LocalAccounts(Path state) {
    this.credentials = state.resolve("credentials");
    this.accounts = state.resolve("accounts.yaml");
  }

  /** The accounts of a state folder; made on its first use. */
  static LocalAccounts of(Path state) throws IOException {
    LocalAccounts of = new LocalAccounts(state);
    if (!Files.exists(of.accounts)) {
      of.make();
    }
    return of;
  }

  private void make() throws IOException {
    DefaultPasswordService argon2 = new DefaultPasswordService();
    SecureRandom random = new SecureRandom();
    StringBuilder people = new StringBuilder();
    StringBuilder program = new StringBuilder("accounts:\n");
    for (Account account : ACCOUNTS) {
      byte[] bytes = new byte[15];
      random.nextBytes(bytes);
      String password = Base64.getUrlEncoder().encodeToString(bytes);
      people.append(account.name()).append(' ').append(password).append('\n');
      program
          .append("  - name: %s\n".formatted(account.name()))
          .append("    hash: %s\n".formatted(argon2.encryptPassword(password)))
          .append("    roles: [%s]\n".formatted(account.role()));
      if (account.limits() != null) {
        program.append("    %s: %s\n".formatted(account.limits(), account.to()));
      }
    }
    SecretFile.write(credentials, people.toString());
    // Last: its presence says that both are there.
    SecretFile.write(accounts, program.toString());
  }

  /** The file that the program reads. */
  Path file() {
    return accounts;
  }

  /** The file for people: a name and a password on each line. */
  public Path credentials() {
    return credentials;
  }

  /** The password of an account. */
  public String password(String name) throws IOException {
    Map<String, String> passwords = new LinkedHashMap<>();
    for (String line : Files.readAllLines(credentials)) {
      passwords.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1));
    }
    return Optional.ofNullable(passwords.get(name))
        .orElseThrow(
            () -> new IllegalArgumentException("no account " + name + " in " + credentials));
  }
}
