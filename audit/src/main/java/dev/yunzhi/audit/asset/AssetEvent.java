package dev.yunzhi.audit.asset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.InvalidFieldException;
import dev.yunzhi.audit.asset.AssetTimeline.Change;
import dev.yunzhi.audit.json.CanonicalJson;
import dev.yunzhi.audit.ledger.Event;
import dev.yunzhi.audit.merkle.Hash;

/** A change of an asset as the ledger's stream {@code asset} holds it. */
final class AssetEvent {
  static final String STREAM = "asset";

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private AssetEvent() {}

  static Event of(Change change) {
    AssetId asset = change.asset;
    ObjectNode body = JSON.createObjectNode();
    body.putObject("asset")
        .put("kind", asset.kind())
        .put("namespace", asset.namespace())
        .put("name", asset.name())
        .put("uid", asset.uid());
    if (change.facts == null) {
      body.put("gone", true);
    } else {
      putUnlessNull(body, "department", change.facts.department());
      putUnlessNull(body, "tenant", change.facts.tenant());
      putUnlessNull(body, "project", change.facts.project());
      body.set("document", parse(change.facts.document()));
    }
    // One asset changes to one state at one instant once, however often it is observed.
    Hash state = Hash.sha256(CanonicalJson.bytes("body", body));
    return new Event(
        STREAM, asset.cluster(), asset.uid() + "@" + change.at + "/" + state, change.at, body);
  }

  private static void putUnlessNull(ObjectNode body, String name, String value) {
    if (value != null) {
      body.put(name, value);
    }
  }

  private static ObjectNode parse(String document) {
    try {
      return (ObjectNode) JSON.readTree(document);
    } catch (JsonProcessingException | ClassCastException e) {
      InvalidFieldException invalid = new InvalidFieldException("document", "is not a JSON object");
      invalid.initCause(e);
      throw invalid;
    }
  }
}
