package dev.yunzhi.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.api.v1alpha1.Tier;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.operator.budget.Amounts;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the named sizes of tenants come to, and how a request names them. Immutable. */
final class Tiers {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Tier, SortedMap<String, Quantity>> quotas = new EnumMap<>(Tier.class);

  /**
   * @param settings by tier, {@code <resource>=<quantity>} separated by commas
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  Tiers(Map<Tier, String> settings) {
    settings.forEach((tier, setting) -> quotas.put(tier, parse(tier, setting)));
  }

  private static SortedMap<String, Quantity> parse(Tier tier, String setting) {
    var quota = new TreeMap<String, Quantity>();
    for (String entry : setting.split(",", -1)) {
      int sign = entry.indexOf('=');
      try {
        quota.put(entry.substring(0, sign).strip(), amount(entry.substring(sign + 1).strip()));
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new IllegalArgumentException(
            "yunzhi.tiers.%s has \"%s\"; it must be <resource>=<quantity>,…, e.g. requests.cpu=4,requests.memory=8Gi"
                .formatted(tier, entry),
            e);
      }
    }
    return quota;
  }

  private static Quantity amount(String text) {
    Quantity quantity = Quantity.parse(text);
    if (quantity.getNumericalAmount().signum() < 0) {
      throw new IllegalArgumentException("below zero");
    }
    return quantity;
  }

  /**
   * The quota that a request is to be given, when it names a tier and leaves the quota to it.
   *
   * @param before the spec as it stood; a missing node for a new request
   */
  Optional<JsonNode> filledIn(JsonNode spec, JsonNode before) {
    boolean leftToTier =
        !spec.has("quota")
            || (!spec.path("tier").equals(before.path("tier"))
                && spec.path("quota").equals(before.path("quota")));
    return leftToTier ? of(spec).map(JSON::valueToTree) : Optional.empty();
  }

  /**
   * Why a request cannot stand.
   *
   * @return empty when nothing is wrong with what it changes
   */
  Optional<String> refusal(JsonNode spec, JsonNode before) {
    boolean untouched =
        spec.path("tier").equals(before.path("tier"))
            && spec.path("quota").equals(before.path("quota"));
    if (untouched || !spec.has("tier")) {
      return Optional.empty();
    }
    String tier = spec.path("tier").asText();
    var quota = of(spec);
    if (quota.isEmpty()) {
      return Optional.of(Refusal.NO_SUCH_TIER.text(tier));
    }
    Amounts wanted = Amounts.of(quota.get());
    return wanted.equals(Amounts.of(quantities(spec.path("quota"))))
        ? Optional.empty()
        : Optional.of(Refusal.OTHER_THAN_TIER.text(tier, wanted));
  }

  private Optional<SortedMap<String, Quantity>> of(JsonNode spec) {
    return quotas.entrySet().stream()
        .filter(e -> WireName.of(e.getKey()).equals(spec.path("tier").asText()))
        .<SortedMap<String, Quantity>>map(Map.Entry::getValue)
        .findFirst();
  }

  private static Map<String, Quantity> quantities(JsonNode quota) {
    var quantities = new TreeMap<String, Quantity>();
    quota
        .properties()
        .forEach(e -> quantities.put(e.getKey(), Quantity.parse(e.getValue().asText())));
    return quantities;
  }
}
