package dev.yunzhi.controlplane.identity;

import java.util.List;
import java.util.Optional;

/** Asks an API server whose token a token is. Thread-safe. */
@FunctionalInterface
public interface TokenReviewer {
  /**
   * Asks about one token.
   *
   * @return empty when the API server does not know the token
   * @throws RuntimeException when the API server cannot be asked
   */
  Optional<Identity> review(String token);

  /**
   * Whose token it is.
   *
   * @param name the user name
   */
  record Identity(String name, List<String> groups) {
    public Identity {
      groups = List.copyOf(groups);
    }
  }
}
