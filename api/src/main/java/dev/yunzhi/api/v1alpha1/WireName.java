package dev.yunzhi.api.v1alpha1;

import java.util.Locale;

/** The names of our enum constants as they stand in JSON, labels and messages. */
public final class WireName {

  /**
   * {@code AWAITING_APPROVAL} becomes {@code AwaitingApproval}; every enum of this package is
   * written that way.
   *
   * @param constant never null
   */
  public static String of(Enum<?> constant) {
    var name = new StringBuilder();
    for (String word : constant.name().split("_", -1)) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }

  private WireName() {}
}
