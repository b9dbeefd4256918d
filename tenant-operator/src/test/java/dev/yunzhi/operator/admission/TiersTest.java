package dev.yunzhi.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.yunzhi.api.v1alpha1.Tier;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TiersTest {

  private static final JsonNode NOTHING = MissingNode.getInstance();

  private final Tiers tiers =
      new Tiers(Map.of(Tier.SMALL, "requests.cpu=4, pods=40", Tier.LARGE, "requests.cpu=64"));

  @Test
  void aTierAloneFillsInTheQuota() throws IOException {
    assertThat(tiers.filledIn(json("{'tier': 'Small'}"), NOTHING))
        .contains(json("{'pods': '40', 'requests.cpu': '4'}"));
    assertThat(tiers.filledIn(json("{'quota': {'pods': '1'}}"), NOTHING)).isEmpty();
    assertThat(tiers.filledIn(json("{}"), NOTHING)).isEmpty();
  }

  @Test
  void anotherTierTakesTheQuotaOfTheOneBeforeAway() throws IOException {
    var before = json("{'tier': 'Small', 'quota': {'pods': '40', 'requests.cpu': '4'}}");
    var now = json("{'tier': 'Large', 'quota': {'pods': '40', 'requests.cpu': '4'}}");
    assertThat(tiers.filledIn(now, before)).contains(json("{'requests.cpu': '64'}"));
    assertThat(tiers.filledIn(before, before)).isEmpty();
  }

  @Test
  void namingBothAndDifferingIsRefused() throws IOException {
    assertThat(tiers.refusal(json("{'tier': 'Small', 'quota': {'cpu': '5'}}"), NOTHING))
        .hasValueSatisfying(
            refusal -> assertThat(refusal).contains("Small is 40 pods, 4 requests.cpu", "不一致"));
    assertThat(
            tiers.refusal(
                json("{'tier': 'Small', 'quota': {'cpu': '4000m', 'pods': 40}}"), NOTHING))
        .isEmpty();
    assertThat(tiers.refusal(json("{'tier': 'Medium', 'quota': {'cpu': '4'}}"), NOTHING))
        .hasValueSatisfying(refusal -> assertThat(refusal).contains("has set no size Medium"));
  }

  @Test
  void whatStandsStaysWhenTheSizesAreSetAnew() throws IOException {
    var old = json("{'tier': 'Small', 'quota': {'requests.cpu': '2'}}");
    assertThat(tiers.refusal(old, old)).isEmpty();
  }

  @Test
  void aWrongSettingIsNamed() {
    assertThatThrownBy(() -> new Tiers(Map.of(Tier.SMALL, "requests.cpu=-4")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("yunzhi.tiers.SMALL has \"requests.cpu=-4\"");
    assertThatThrownBy(() -> new Tiers(Map.of(Tier.SMALL, "4")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}
