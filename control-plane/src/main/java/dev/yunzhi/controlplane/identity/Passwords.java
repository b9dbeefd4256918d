package dev.yunzhi.controlplane.identity;

import java.util.concurrent.Semaphore;
import org.apache.shiro.authc.credential.DefaultPasswordService;

/**
 * Passwords by Argon2id with Shiro's parameters (64 MiB, parallelism 4). Thread-safe.
 *
 * <p>Each check takes that much memory, so only two run at once, however many ask.
 */
final class Passwords {
  private final DefaultPasswordService service = new DefaultPasswordService();
  private final Semaphore turns = new Semaphore(2);
  private final String decoy = service.encryptPassword("nobody has this password");

  /** Makes a hash with a fresh salt. */
  String hash(char[] password) {
    return service.encryptPassword(password);
  }

  boolean matches(char[] password, String hash) {
    turns.acquireUninterruptibly();
    try {
      return service.passwordsMatch(password, hash);
    } finally {
      turns.release();
    }
  }

  /** Takes the time of a check, so that an unknown name cannot be told by a fast answer. */
  void matchesNobody(char[] password) {
    matches(password, decoy);
  }
}
