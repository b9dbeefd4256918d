package dev.yunzhi.audit.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/**
 * A text with signatures (C2SP signed-note). That it could be read says nothing of whether a
 * signature is right: ask a {@link NoteVerifier}.
 *
 * @param text ends with a newline
 * @param signatures one or more, in the order of their lines
 */
public record Note(String text, List<NoteSignature> signatures) {
  /** What a note may have at most; more is refused before anything is computed. */
  public static final int MAX_BYTES = 1 << 20;

  private static final int MAX_SIGNATURES = 100;

  /** Checks that it can be written. */
  public Note {
    signatures = List.copyOf(signatures);
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("the text of a note ends with a newline");
    }
  }

  /**
   * Reads a note.
   *
   * @throws MalformedNoteException when it is not written as a note
   */
  public static Note parse(byte[] bytes) throws MalformedNoteException {
    if (bytes.length > MAX_BYTES) {
      throw new MalformedNoteException(
          "a note of %d bytes; %d are allowed".formatted(bytes.length, MAX_BYTES));
    }
    return parse(decode(bytes));
  }

  private static String decode(byte[] bytes) throws MalformedNoteException {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedNoteException("not UTF-8");
    }
  }

  /** As above. */
  public static Note parse(String note) throws MalformedNoteException {
    if (note.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw new MalformedNoteException("a control character other than a newline");
    }
    int separator = note.lastIndexOf("\n\n");
    if (separator < 0 || !note.endsWith("\n") || separator + 2 == note.length()) {
      throw new MalformedNoteException(
          "a note is a text, an empty line and signature lines, each with a newline");
    }
    String[] lines = note.substring(separator + 2, note.length() - 1).split("\n", -1);
    if (lines.length > MAX_SIGNATURES) {
      throw new MalformedNoteException(
          "%d signatures; %d are allowed".formatted(lines.length, MAX_SIGNATURES));
    }
    List<NoteSignature> signatures = new ArrayList<>();
    for (String line : lines) {
      signatures.add(NoteSignature.parse(line));
    }
    return new Note(note.substring(0, separator + 1), signatures);
  }

  /** The note with further signatures below those that it has. */
  public Note with(List<NoteSignature> further) {
    List<NoteSignature> all = new ArrayList<>(signatures);
    further.stream().filter(signature -> !all.contains(signature)).forEach(all::add);
    return new Note(text, all);
  }

  /** The note as it is written. */
  @Override
  public String toString() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature.line()).append('\n'));
    return note.toString();
  }
}
