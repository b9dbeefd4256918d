package dev.yunzhi.controlplane.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.shiro.authc.AuthenticationException;
import org.apache.shiro.authc.AuthenticationToken;
import org.apache.shiro.authc.IncorrectCredentialsException;

/** The intake token of each cluster, out of its file. */
final class IntakeTokenRealm extends UserRealm {
  static final String NAME = "intake";

  private static final int MIN_LENGTH = 16;

  private final Map<String, Path> files;

  /**
   * @throws IllegalArgumentException when a file cannot be read or its token is short
   */
  IntakeTokenRealm(Map<String, Path> files) {
    super(NAME, IntakeToken.class);
    this.files = Map.copyOf(files);
    this.files.forEach(
        (cluster, file) -> {
          String setting = "yunzhi.audit.intake.tokens." + cluster;
          try {
            if (read(file).length() < MIN_LENGTH) {
              throw new IllegalArgumentException(
                  "%s: the token in %s must have at least %d characters"
                      .formatted(setting, file, MIN_LENGTH));
            }
          } catch (IOException e) {
            throw new IllegalArgumentException(setting + ": cannot read " + e.getMessage(), e);
          }
        });
  }

  @Override
  User authenticate(AuthenticationToken token) {
    IntakeToken presented = (IntakeToken) token;
    Path file = files.get(presented.cluster());
    if (file == null) {
      throw new IncorrectCredentialsException("no such cluster or wrong intake token");
    }
    try {
      if (!MessageDigest.isEqual(bytes(read(file)), bytes(presented.token()))) {
        throw new IncorrectCredentialsException("no such cluster or wrong intake token");
      }
    } catch (IOException e) {
      throw new AuthenticationException("the intake token's file cannot be read", e);
    }
    return new User(presented.cluster(), NAME, Set.of(Role.AUDIT_SOURCE), List.of(), null, null);
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file).strip();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
