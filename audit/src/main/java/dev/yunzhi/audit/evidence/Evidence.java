package dev.yunzhi.audit.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.json.CanonicalJson;
import dev.yunzhi.audit.ledger.Leaf;
import dev.yunzhi.audit.ledger.StoredEvent;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.merkle.MerkleTree;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.TlogProof;
import java.io.IOException;
import java.util.List;

/**
 * One event with the proof that it is in the ledger: a C2SP tlog-proof, whose extra data is the
 * canonical JSON of {@code {"event": …, "leaf": …}}, both as text, byte for byte as they were
 * digested. Reading it proves nothing yet; see {@link EvidenceCheck}.
 *
 * @param leaf as it stands in the log
 * @param event canonical JSON; null where the body was removed from the ledger
 */
public record Evidence(String leaf, String event, TlogProof proof) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Evidence of a stored event.
   *
   * @param path inclusion proof in the tree of the checkpoint
   */
  public static Evidence of(StoredEvent stored, List<Hash> path, Note checkpoint) {
    String leaf = new String(stored.leaf().bytes(), UTF_8);
    ObjectNode extra = JsonNodeFactory.instance.objectNode();
    extra.put("event", stored.body()).put("leaf", leaf);
    byte[] bytes = CanonicalJson.bytes("extra", extra);
    return new Evidence(
        leaf, stored.body(), new TlogProof(bytes, stored.index(), path, checkpoint));
  }

  /**
   * Reads an evidence file.
   *
   * @throws MalformedNoteException when it is not written as one
   */
  public static Evidence parse(String text) throws MalformedNoteException {
    TlogProof proof = TlogProof.parse(text);
    if (proof.extra() == null) {
      throw new MalformedNoteException("extra: it must hold the leaf and the event");
    }
    JsonNode extra = json(proof.extra());
    JsonNode event = extra.path("event");
    if (!extra.path("leaf").isTextual() || !(event.isTextual() || event.isNull())) {
      throw new MalformedNoteException(
          "extra: {\"event\": text or null, \"leaf\": text} is what it must hold");
    }
    Evidence evidence = new Evidence(extra.get("leaf").asText(), event.textValue(), proof);
    if (!evidence.toString().equals(text)) {
      throw new MalformedNoteException("this is not written as evidence is: bytes were added");
    }
    return evidence;
  }

  private static JsonNode json(byte[] extra) throws MalformedNoteException {
    try {
      JsonNode json = JSON.readTree(extra);
      if (json != null
          && json.size() == 2
          && CanonicalJson.of("extra", json).equals(new String(extra, UTF_8))) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw new MalformedNoteException("extra: no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail to be read", e);
    }
    throw new MalformedNoteException("extra: no canonical JSON of an event and a leaf");
  }

  /** The leaf's hash (RFC 6962). */
  public Hash leafHash() {
    return MerkleTree.leafHash(leaf.getBytes(UTF_8));
  }

  /** What the leaf says. */
  public Leaf readLeaf() {
    return Leaf.parse(leaf.getBytes(UTF_8));
  }

  /** The file. */
  @Override
  public String toString() {
    return proof.toString();
  }
}
