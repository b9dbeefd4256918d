package dev.yunzhi.policy.gatekeeper;

/** Whether an object was sent, or made out of another that would bring it about. */
public enum Source {
  /** It was sent. */
  ORIGINAL("Original"),
  /** It was made, for example a Pod out of a Deployment's template. */
  GENERATED("Generated");

  private final String text;

  Source(String text) {
    this.text = text;
  }

  /** The name that {@code match.source} has for it. */
  String text() {
    return text;
  }
}
