package dev.yunzhi.audit.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What came of what somebody did. */
public enum Outcome {
  /** It was done. */
  SUCCESS,
  /** It was done, and a policy warned of it. */
  WARNED,
  /** It stands, and a policy found something in it. */
  AUDITED,
  /** It was not allowed. */
  REFUSED,
  /** It went wrong otherwise. */
  FAILED;

  /** The word that queries and answers have. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Outcome::word).toList();
  }

  static Outcome ofStatus(int code) {
    if (code < 400) {
      return SUCCESS;
    }
    return code == 401 || code == 403 ? REFUSED : FAILED;
  }

  /**
   * Of a decision.
   *
   * @param findings what policies found; what is exempt does not count
   */
  static Outcome ofFindings(JsonNode findings) {
    Outcome worst = SUCCESS;
    for (JsonNode finding : findings) {
      if (finding.path("exempt").asBoolean()) {
        continue;
      }
      Outcome one =
          switch (finding.path("effect").asText()) {
            case "Deny" -> REFUSED;
            case "Warn" -> WARNED;
            case "Audit" -> AUDITED;
            default -> SUCCESS;
          };
      worst = weight(one) > weight(worst) ? one : worst;
    }
    return worst;
  }

  private static int weight(Outcome outcome) {
    return switch (outcome) {
      case SUCCESS -> 0;
      case AUDITED -> 1;
      case WARNED -> 2;
      case REFUSED, FAILED -> 3;
    };
  }

  /** Of what the control-plane says in words of its own; null for a word that is not known. */
  static Outcome ofWord(String word) {
    return switch (word) {
      case "accepted", "complete", "begun" -> SUCCESS;
      case "refused" -> REFUSED;
      case "aborted" -> FAILED;
      default -> null;
    };
  }
}
