package dev.yunzhi.controlplane.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountsTest {
  private static final String HASH = "$shiro2$argon2id$v=19$t=1,m=65536,p=4$c2FsdA$aGFzaA";

  @TempDir private Path directory;

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("accounts.yaml"), content.replace("HASH", HASH));
  }

  @Test
  void readsAccounts() throws IOException {
    Accounts accounts =
        Accounts.read(
            file(
                "accounts: [{name: a, hash: 'HASH', roles: [audit-administrator, department-member], department: d}]"));
    assertThat(accounts.user("a").orElseThrow().roleLabels())
        .containsExactly("audit-administrator", "department-member");
    assertThat(accounts.user("b")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: wang, hash: 'HASH', roles: [audit-administrator, security-administrator]} | account wang holds audit-administrator and security-administrator
          {name: wang, hash: 'HASH', roles: [boss]}              | account wang has the role boss
          {name: wang, hash: 'HASH', roles: [audit-source]}      | account wang has the role audit-source
          {name: wang, hash: 'HASH'}                             | account wang has no roles
          {name: wang, hash: 'plain', roles: [audit-administrator]} | account wang has a hash that is not Argon2id
          {name: wang, hash: 'HASH', roles: [department-member]} | account wang is a department-member without a department
          {name: wang, hash: 'HASH', roles: [tenant-administrator]} | account wang is a tenant-administrator without a tenant
          {hash: 'HASH', roles: [audit-administrator]}           | accounts[0].name is missing
          {name: wang, password: x}                              | Unrecognized field "password"
          """)
  void namesTheAccountThatIsWrong(String account, String message) throws IOException {
    Path file = file("accounts: [" + account + "]");
    assertThatThrownBy(() -> Accounts.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining(HASH);
  }

  @Test
  void refusesTheSameNameTwice() throws IOException {
    String account = "{name: a, hash: 'HASH', roles: [audit-administrator]}";
    Path file = file("accounts: [" + account + "," + account + "]");
    assertThatThrownBy(() -> Accounts.read(file)).hasMessageContaining("account a is there twice");
  }
}
