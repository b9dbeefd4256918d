package dev.yunzhi.policy.gatekeeper;

import dev.yunzhi.policy.Effect;
import java.util.Arrays;
import java.util.Optional;

/** What a constraint does to a request that violates it, the heaviest first. */
public enum EnforcementAction {
  /** The request is refused. */
  DENY("deny", Effect.DENY),
  /** The request is let through and its user is warned. */
  WARN("warn", Effect.WARN),
  /** The violation is only recorded. */
  DRYRUN("dryrun", Effect.AUDIT);

  private final String text;
  private final Effect effect;

  EnforcementAction(String text, Effect effect) {
    this.text = text;
    this.effect = effect;
  }

  /** The same in the words of our own policies. */
  public Effect effect() {
    return effect;
  }

  /** The name that constraints have for it. */
  public String text() {
    return text;
  }

  static Optional<EnforcementAction> of(String text) {
    return Arrays.stream(values()).filter(action -> action.text.equals(text)).findAny();
  }
}
