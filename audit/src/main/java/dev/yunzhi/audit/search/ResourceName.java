package dev.yunzhi.audit.search;

import java.util.Locale;

/**
 * One spelling for kinds of objects. Audit events name the resource ({@code deployments}),
 * decisions and assets the kind ({@code Deployment}).
 */
final class ResourceName {
  private ResourceName() {}

  /**
   * The resource that a kind is likely to have, as {@code meta.UnsafeGuessKindToResource} of
   * k8s.io/apimachinery guesses it; what begins with a small letter is one already.
   */
  static String of(String kind) {
    if (kind.isEmpty() || !Character.isUpperCase(kind.charAt(0))) {
      return kind;
    }
    String small = kind.toLowerCase(Locale.ROOT);
    if (small.equals("endpoints")) {
      return small;
    }
    return switch (small.charAt(small.length() - 1)) {
      case 's' -> small + "es";
      case 'y' -> small.substring(0, small.length() - 1) + "ies";
      default -> small + "s";
    };
  }
}
