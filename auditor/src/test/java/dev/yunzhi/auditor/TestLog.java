package dev.yunzhi.auditor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.merkle.MerkleTree;
import dev.yunzhi.audit.merkle.ProofMaker;
import dev.yunzhi.audit.merkle.Subtree;
import dev.yunzhi.audit.note.AddCheckpoint;
import dev.yunzhi.audit.note.Checkpoint;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.NoteSigner;
import dev.yunzhi.audit.note.SignatureKind;
import java.time.Instant;
import java.util.List;

/** A log whose leaves are its history's name and their number, of any length. */
final class TestLog {
  final NoteSigner key;
  private final String history;
  private final ProofMaker proofs =
      new ProofMaker(subtrees -> subtrees.stream().map(this::hash).toList());

  TestLog(String origin) {
    this(NoteSigner.generate(origin, SignatureKind.ED25519), "first");
  }

  private TestLog(NoteSigner key, String history) {
    this.key = key;
    this.history = history;
  }

  /** Another history that the same key signs. */
  TestLog forked() {
    return new TestLog(key, "other");
  }

  String origin() {
    return key.verifier().name();
  }

  private Hash hash(Subtree subtree) {
    if (subtree.height() == 0) {
      return MerkleTree.leafHash((history + subtree.index()).getBytes(UTF_8));
    }
    return MerkleTree.nodeHash(
        hash(new Subtree(subtree.height() - 1, 2 * subtree.index())),
        hash(new Subtree(subtree.height() - 1, 2 * subtree.index() + 1)));
  }

  Note checkpoint(long size) {
    return signed(size, key);
  }

  Note signed(long size, NoteSigner by) {
    String text = new Checkpoint(origin(), size, proofs.root(size)).text();
    return new Note(text, List.of(by.sign(text, Instant.EPOCH)));
  }

  AddCheckpoint request(long old, long size) {
    return new AddCheckpoint(old, proofs.consistency(old, size), checkpoint(size));
  }
}
