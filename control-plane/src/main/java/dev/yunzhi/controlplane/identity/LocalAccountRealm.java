package dev.yunzhi.controlplane.identity;

import java.time.Clock;
import java.time.Duration;
import org.apache.shiro.authc.AuthenticationToken;
import org.apache.shiro.authc.IncorrectCredentialsException;
import org.apache.shiro.authc.UsernamePasswordToken;

/** Name and password against the accounts file. */
final class LocalAccountRealm extends UserRealm {
  static final String NAME = "local";

  private final Accounts accounts;
  private final Passwords passwords;
  // A program sends its password with every request; Argon2id is made to be slow.
  private final CredentialDigests<Boolean> checked;

  LocalAccountRealm(Accounts accounts, Passwords passwords, Clock clock) {
    super(NAME, UsernamePasswordToken.class);
    this.accounts = accounts;
    this.passwords = passwords;
    this.checked = new CredentialDigests<>(clock, Duration.ofMinutes(5));
  }

  @Override
  User authenticate(AuthenticationToken token) {
    UsernamePasswordToken presented = (UsernamePasswordToken) token;
    User user = accounts.user(presented.getUsername()).orElse(null);
    if (user == null) {
      passwords.matchesNobody(presented.getPassword());
      throw new IncorrectCredentialsException("unknown account or wrong password");
    }
    String hash = accounts.hash(user.name());
    String digest = checked.digest(user.name(), new String(presented.getPassword()), hash);
    if (checked.get(digest).isEmpty()) {
      if (!passwords.matches(presented.getPassword(), hash)) {
        throw new IncorrectCredentialsException("unknown account or wrong password");
      }
      checked.put(digest, true);
    }
    return user;
  }
}
