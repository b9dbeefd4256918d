package dev.yunzhi.controlplane.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.api.v1alpha1.PriceList;
import dev.yunzhi.api.v1alpha1.ResourceNames;
import dev.yunzhi.api.v1alpha1.ResourcePrice;
import dev.yunzhi.audit.showback.Energy;
import dev.yunzhi.audit.showback.Price;
import dev.yunzhi.audit.showback.PriceSpan;
import dev.yunzhi.audit.showback.Span;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is a fact of a price list, and how to read it out of the record again. Pure. */
final class PriceFacts {
  private static final String PRICES = "prices";
  private static final String PER = "per";
  private static final String YUAN = "yuan";
  private static final String SHARED = "shared";
  private static final String ENERGY = "energy";
  private static final String IT_KWH = "itKwh";
  private static final String PUE = "pue";
  private static final String CARBON = "carbonPerKwh";
  private static final String ONE = "1";

  private PriceFacts() {}

  static void put(PriceList list, Facts facts) {
    var spec = list.getSpec();
    Specification.of(facts)
        .add("cloud", cloud(spec.cloud()))
        .add("yuan a month", sentence(spec.prices()))
        .add(SHARED, spec.shared())
        .put();
    facts.put(Governed.CLOUD, spec.cloud());
    Map<String, Object> prices = new HashMap<>();
    spec.prices()
        .forEach(
            (resource, price) -> prices.put(resource, Map.of(PER, per(price), YUAN, price.yuan())));
    facts.put(PRICES, Map.copyOf(prices));
    facts.put(SHARED, spec.shared());
    if (spec.energy() != null) {
      facts.put(
          ENERGY,
          Map.of(
              IT_KWH,
              spec.energy().itKwh(),
              PUE,
              spec.energy().pue(),
              CARBON,
              spec.energy().carbonPerKwh()));
    }
  }

  /** The prices that a document tells, while it held. */
  static PriceSpan read(JsonNode document, Span span) {
    Map<String, Price> prices = new HashMap<>();
    document
        .path(PRICES)
        .properties()
        .forEach(
            price -> prices.put(ResourceNames.canonical(price.getKey()), price(price.getValue())));
    return new PriceSpan(
        cloud(document.path(Governed.CLOUD).textValue()),
        span,
        prices,
        new BigDecimal(document.path(SHARED).asText("0")),
        energy(document.path(ENERGY)));
  }

  /** The name by which a cloud goes in the record of costs. */
  static String cloud(String named) {
    return named == null ? PriceList.HOME : named;
  }

  private static Price price(JsonNode price) {
    String per = price.path(PER).asText();
    return new Price(
        per,
        Quantity.getAmountInBytes(new Quantity(per)),
        new BigDecimal(price.path(YUAN).asText()));
  }

  private static Energy energy(JsonNode energy) {
    return energy.isMissingNode()
        ? null
        : new Energy(
            new BigDecimal(energy.path(IT_KWH).asText()),
            new BigDecimal(energy.path(PUE).asText()),
            new BigDecimal(energy.path(CARBON).asText()));
  }

  private static String per(ResourcePrice price) {
    return price.per() == null ? ONE : price.per();
  }

  /** {@code cpu 45.00, memory 12.50 per 1Gi}, in order of the names. */
  private static String sentence(Map<String, ResourcePrice> prices) {
    return new TreeMap<>(prices)
        .entrySet().stream()
            .map(
                e ->
                    e.getKey()
                        + " "
                        + e.getValue().yuan()
                        + (per(e.getValue()).equals(ONE) ? "" : " per " + per(e.getValue())))
            .collect(Collectors.joining(", "));
  }
}
