package dev.yunzhi.audit.witness;

import static java.util.stream.Collectors.joining;

import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.merkle.MerkleTree;
import dev.yunzhi.audit.merkle.ProofCheck;
import dev.yunzhi.audit.note.AddCheckpoint;
import dev.yunzhi.audit.note.Checkpoint;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.NoteSignature;
import dev.yunzhi.audit.note.NoteSigner;
import dev.yunzhi.audit.note.NoteVerifier;
import dev.yunzhi.audit.note.SignatureKind;
import dev.yunzhi.audit.witness.Answer.Kind;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cosigns checkpoints of the logs that it knows, each only where the one that it cosigned last is
 * its beginning (C2SP tlog-witness). Thread-safe.
 */
public final class Witness {
  private final List<NoteSigner> signers;
  private final Map<String, Known> logs = new LinkedHashMap<>();
  private final Memory memory;
  private final Clock clock;

  /** A log, and what is locked while its memory is looked at and changed: two must not at once. */
  private record Known(List<NoteVerifier> keys) {}

  /**
   * @param signers keys of the witness, which all sign
   * @param logs keys of the logs; those of one name are of one log
   * @throws IOException when the memory cannot be read, or holds what none of these keys cosigned:
   *     to begin anew would be to forget what was seen
   */
  public Witness(List<NoteSigner> signers, List<NoteVerifier> logs, Memory memory, Clock clock)
      throws IOException {
    if (signers.isEmpty()
        || signers.stream().anyMatch(key -> key.verifier().kind() != SignatureKind.COSIGNATURE)) {
      throw new IllegalArgumentException("a witness has keys for cosignatures, one or more");
    }
    this.signers = List.copyOf(signers);
    this.memory = memory;
    this.clock = clock;
    for (NoteVerifier key : logs) {
      this.logs.computeIfAbsent(key.name(), name -> new Known(new ArrayList<>())).keys.add(key);
    }
    for (String origin : this.logs.keySet()) {
      last(origin);
    }
  }

  /** The logs that it knows, by their origin, with the size that it cosigned last. */
  public Map<String, Long> sizes() throws IOException {
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (String origin : logs.keySet()) {
      sizes.put(origin, last(origin).map(Checkpoint::size).orElse(0L));
    }
    return sizes;
  }

  /**
   * Answers a request; what was cosigned is durable on return.
   *
   * @throws IOException when the memory failed: nothing was cosigned
   */
  public Answer add(byte[] body) throws IOException {
    AddCheckpoint request;
    Checkpoint checkpoint;
    try {
      request = AddCheckpoint.parse(body);
      checkpoint = Checkpoint.parse(request.checkpoint().text());
    } catch (MalformedNoteException e) {
      return Answer.refused(Kind.MALFORMED, e.getMessage());
    }
    Known log = logs.get(checkpoint.origin());
    if (log == null) {
      return Answer.refused(
          Kind.UNKNOWN_LOG, "this witness knows no log %s".formatted(checkpoint.origin()));
    }
    if (log.keys.stream().allMatch(key -> key.find(request.checkpoint()).isEmpty())) {
      return Answer.refused(
          Kind.UNTRUSTED,
          "signed by no key of the log %s that is known here".formatted(checkpoint.origin()));
    }
    if (request.old() > checkpoint.size()) {
      return Answer.refused(
          Kind.MALFORMED,
          "the old size, %d, is more than the checkpoint's, %d"
              .formatted(request.old(), checkpoint.size()));
    }
    synchronized (log) {
      return addNext(log, request, checkpoint);
    }
  }

  private Answer addNext(Known log, AddCheckpoint request, Checkpoint checkpoint)
      throws IOException {
    Optional<Checkpoint> last = last(checkpoint.origin());
    long old = last.map(Checkpoint::size).orElse(0L);
    if (request.old() != old) {
      return Answer.refused(Kind.CONFLICT, "%d".formatted(old));
    }
    Hash root = last.map(Checkpoint::root).orElse(MerkleTree.emptyRoot());
    if (last.isPresent() && old == checkpoint.size() && !root.equals(checkpoint.root())) {
      return Answer.refused(Kind.CONFLICT, "%d".formatted(old));
    }
    if (!ProofCheck.consistency(old, root, checkpoint.size(), checkpoint.root(), request.proof())) {
      return Answer.refused(
          Kind.INCONSISTENT,
          "the proof does not show that the log of %d leaves begins with the %d that were seen"
              .formatted(checkpoint.size(), old));
    }
    String text = request.checkpoint().text();
    List<NoteSignature> lines =
        signers.stream().map(signer -> signer.sign(text, clock.instant())).toList();
    // Lines of whoever else are not ours to keep.
    List<NoteSignature> kept = new ArrayList<>();
    log.keys.forEach(key -> key.find(request.checkpoint()).ifPresent(kept::add));
    kept.addAll(lines);
    memory.keep(checkpoint.origin(), new Note(text, kept));
    return new Answer(
        Kind.COSIGNED, lines.stream().map(line -> line.line() + "\n").collect(joining()));
  }

  private Optional<Checkpoint> last(String origin) throws IOException {
    Optional<Note> note = memory.last(origin);
    if (note.isEmpty()) {
      return Optional.empty();
    }
    if (signers.stream().noneMatch(key -> key.verifier().find(note.get()).isPresent())) {
      throw new IOException(
          "what is remembered of the log %s was cosigned by none of this witness' keys"
              .formatted(origin));
    }
    try {
      Checkpoint checkpoint = Checkpoint.parse(note.get().text());
      if (checkpoint.origin().equals(origin)) {
        return Optional.of(checkpoint);
      }
    } catch (MalformedNoteException e) {
      // Told below.
    }
    throw new IOException(
        "what is remembered of the log %s is no checkpoint of it".formatted(origin));
  }
}
