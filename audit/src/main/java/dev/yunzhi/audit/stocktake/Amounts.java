package dev.yunzhi.audit.stocktake;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Amounts of resources, as Kubernetes writes them: {@code 500m}, {@code 8Gi}, {@code 1e3}. Pure.
 */
final class Amounts {
  private static final Pattern QUANTITY =
      Pattern.compile(
          "([+-]?[0-9]{0,30}\\.?[0-9]{1,30}\\.?)(?:([numkMGTPE]?|[KMGTPE]i)|[eE]([+-]?[0-9]{1,2}))");
  private static final String DECIMAL = "num.kMGTPE";
  private static final String BINARY = "KMGTPE";
  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);

  /** Of names that a ResourceQuota takes for one, the one that is compared. */
  private static final Map<String, String> SAME =
      Map.of(
          "cpu", "requests.cpu",
          "memory", "requests.memory",
          "ephemeral-storage", "requests.ephemeral-storage");

  private Amounts() {}

  /** By resource, one name for each; what is no amount is left out. */
  static Map<String, BigDecimal> of(JsonNode object) {
    Map<String, BigDecimal> amounts = new TreeMap<>();
    object
        .properties()
        .forEach(
            one ->
                parse(one.getValue().asText())
                    .ifPresent(
                        amount ->
                            amounts.put(SAME.getOrDefault(one.getKey(), one.getKey()), amount)));
    return amounts;
  }

  static Optional<BigDecimal> parse(String text) {
    Matcher parts = QUANTITY.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(parts.group(1));
    if (parts.group(3) != null) {
      return Optional.of(number.scaleByPowerOfTen(Integer.parseInt(parts.group(3))));
    }
    String suffix = parts.group(2);
    if (suffix.isEmpty()) {
      return Optional.of(number);
    }
    return Optional.of(
        suffix.length() == 2
            ? number.multiply(KIBI.pow(1 + BINARY.indexOf(suffix.charAt(0))))
            : number.scaleByPowerOfTen(3 * (DECIMAL.indexOf(suffix.charAt(0)) - 3)));
  }

  /** Of some resources, {@code pods=4, requests.memory=8Gi}; a dash where there is no amount. */
  static String text(Iterable<String> resources, Map<String, BigDecimal> amounts) {
    Map<String, String> texts = new TreeMap<>();
    resources.forEach(
        resource -> {
          BigDecimal amount = amounts.get(resource);
          texts.put(resource, amount == null ? "-" : text(resource, amount));
        });
    return texts.entrySet().stream()
        .map(text -> text.getKey() + "=" + text.getValue())
        .collect(Collectors.joining(", "));
  }

  /** Bytes in the largest binary unit of which they are a whole number. */
  private static String text(String resource, BigDecimal amount) {
    if (amount.signum() > 0 && (resource.contains("memory") || resource.contains("storage"))) {
      for (int power = BINARY.length(); power > 0; power--) {
        BigDecimal[] units = amount.divideAndRemainder(KIBI.pow(power));
        if (units[0].signum() > 0 && units[1].signum() == 0) {
          return units[0].toBigInteger() + BINARY.substring(power - 1, power) + "i";
        }
      }
    }
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }
}
