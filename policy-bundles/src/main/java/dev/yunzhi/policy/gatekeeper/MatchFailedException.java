package dev.yunzhi.policy.gatekeeper;

/** It cannot be told whether a constraint matches; it then counts as violated. */
public final class MatchFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  MatchFailedException(String message) {
    super(message);
  }
}
