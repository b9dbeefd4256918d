package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.json.CanonicalJson;
import dev.yunzhi.audit.merkle.Hash;
import java.nio.charset.StandardCharsets;

/** An event with everything computed that does not need the sequencer. */
record Entry(Key key, Leaf leaf, Hash hash, String body) {
  /** What an event is known by. */
  record Key(String stream, String cluster, String id) {}

  static Entry of(Event event) {
    String body = CanonicalJson.of("body", event.body());
    Hash digest = Hash.sha256(body.getBytes(StandardCharsets.UTF_8));
    Leaf leaf = new Leaf(event.stream(), event.cluster(), event.id(), event.time(), digest);
    return new Entry(new Key(event.stream(), event.cluster(), event.id()), leaf, leaf.hash(), body);
  }
}
