package dev.yunzhi.controlplane.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.api.v1alpha1.PriceList;
import dev.yunzhi.audit.report.AssetColumn;
import dev.yunzhi.audit.showback.Energy;
import dev.yunzhi.audit.showback.Price;
import dev.yunzhi.audit.showback.PriceSpan;
import dev.yunzhi.audit.showback.Span;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PriceFactsTest {
  private static final Span DAY =
      new Span(Instant.parse("2026-04-01T00:00:00Z"), Instant.parse("2026-04-02T00:00:00Z"));

  private static Map<String, Object> facts(String spec) {
    Facts facts = new Facts();
    PriceFacts.put(Serialization.unmarshal("spec: " + spec, PriceList.class), facts);
    return facts.members();
  }

  /** As the record would keep it. */
  private static PriceSpan read(String spec) {
    JsonNode document = new ObjectMapper().valueToTree(facts(spec));
    return PriceFacts.read(document, DAY);
  }

  @Test
  void whatIsPutIsReadAgain() {
    PriceSpan read =
        read(
            """
            {cloud: west, prices: {cpu: {yuan: "45.50"}, memory: {per: 1Gi, yuan: "12"},
             requests.storage: {per: 100G, yuan: "8"}},
             shared: "12000", energy: {itKwh: "42000", pue: "1.25", carbonPerKwh: "0.5703"}}""");
    assertThat(read)
        .isEqualTo(
            new PriceSpan(
                "west",
                DAY,
                Map.of(
                    "requests.cpu",
                    new Price("1", BigDecimal.ONE, new BigDecimal("45.5")),
                    "requests.memory",
                    new Price("1Gi", new BigDecimal(1L << 30), new BigDecimal("12")),
                    "requests.storage",
                    new Price("100G", new BigDecimal("1E11"), new BigDecimal("8"))),
                new BigDecimal("12000"),
                new Energy(
                    new BigDecimal("42000"), new BigDecimal("1.25"), new BigDecimal("0.5703"))));
  }

  @Test
  void whatIsNotSaidIsNothing() {
    assertThat(read("{prices: {}}"))
        .isEqualTo(new PriceSpan("home", DAY, Map.of(), BigDecimal.ZERO, null));
  }

  @Test
  void aPersonReadsThePricesInOneLine() {
    assertThat(facts("{prices: {memory: {per: 1Gi, yuan: '12'}, cpu: {yuan: '45'}}, shared: '7'}"))
        .containsEntry(
            AssetColumn.SPECIFICATION.key(),
            "cloud: home; yuan a month: cpu 45, memory 12 per 1Gi; shared: 7");
  }
}
