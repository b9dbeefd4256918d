package dev.yunzhi.audit.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yunzhi.audit.merkle.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a witness is asked (C2SP tlog-witness, {@code add-checkpoint}): to cosign a checkpoint.
 *
 * @param old size of the checkpoint that it cosigned last, 0 or more
 * @param proof that the one is the beginning of the other, at most 63 hashes
 */
public record AddCheckpoint(long old, List<Hash> proof, Note checkpoint) {
  /** The most bytes that a witness needs to read: whoever sends more has another thing in mind. */
  public static final int MAX_BYTES = 1 << 18;

  private static final String OLD = "old ";
  private static final int MAX_PROOF = 63;

  /** Checks the ranges. */
  public AddCheckpoint {
    proof = List.copyOf(proof);
    if (old < 0 || proof.size() > MAX_PROOF) {
      throw new IllegalArgumentException("old %d, proof %d".formatted(old, proof.size()));
    }
  }

  /**
   * Reads the body of a request.
   *
   * @throws MalformedNoteException when it is not written as one
   */
  public static AddCheckpoint parse(byte[] body) throws MalformedNoteException {
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedNoteException("not UTF-8");
    }
    int end = text.indexOf("\n\n");
    if (end < 0 || !text.startsWith(OLD)) {
      throw new MalformedNoteException(
          "an old size, a proof, an empty line and a checkpoint is what it must be");
    }
    String[] lines = text.substring(0, end).split("\n", -1);
    if (lines.length > 1 + MAX_PROOF) {
      throw new MalformedNoteException(
          "%d hashes in the proof; %d are the most".formatted(lines.length - 1, MAX_PROOF));
    }
    List<Hash> proof = new ArrayList<>();
    for (String line : List.of(lines).subList(1, lines.length)) {
      proof.add(HashLine.parse("proof", line));
    }
    return new AddCheckpoint(
        Decimal.parse("old size", lines[0].substring(OLD.length())),
        proof,
        Note.parse(text.substring(end + 2)));
  }

  /** The body as it is sent. */
  @Override
  public String toString() {
    StringBuilder body = new StringBuilder(OLD).append(old).append('\n');
    proof.forEach(hash -> body.append(HashLine.write(hash)).append('\n'));
    return body.append('\n').append(checkpoint).toString();
  }
}
