package dev.yunzhi.audit.stocktake;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.yunzhi.audit.asset.GroupedAsset;
import dev.yunzhi.audit.register.CardField;
import dev.yunzhi.audit.register.UseState;
import java.io.IOException;
import java.util.Set;

/** What the record says of an asset. */
record Document(JsonNode facts) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /** In which a thing may well be seen to work. */
  private static final Set<String> WORKING = Set.of(UseState.IN_USE.word(), UseState.LENT.word());

  /**
   * Reads it.
   *
   * @throws IOException when it is not JSON: it was tampered with
   */
  static Document of(GroupedAsset asset) throws IOException {
    return new Document(JSON.readTree(asset.facts().document()));
  }

  /** Null when it is not said. */
  String text(String member) {
    JsonNode value = facts.path(member);
    return value.isMissingNode() || value.isNull() ? null : value.asText();
  }

  /** Of a card: what is done with the asset. A card that does not say so is of one in use. */
  String use() {
    String state = text(CardField.STATE.word());
    return state == null ? UseState.IN_USE.word() : state;
  }

  /** Of a card: whether it would be strange not to see it work. */
  boolean isInUse() {
    return UseState.IN_USE.word().equals(use());
  }

  /** Of a card: whether it would be strange to see it work. */
  boolean isOutOfUse() {
    return !WORKING.contains(use());
  }
}
