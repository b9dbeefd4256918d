package dev.yunzhi.audit.note;

/** How a key signs (C2SP signed-note, "Signature types"). */
public enum SignatureKind {
  /** A log's Ed25519 signature over the text. */
  ED25519(1),
  /** A witness' Ed25519 signature over the text and the time (C2SP tlog-cosignature). */
  COSIGNATURE(4);

  private final byte identifier;

  SignatureKind(int identifier) {
    this.identifier = (byte) identifier;
  }

  byte identifier() {
    return identifier;
  }

  static SignatureKind of(byte identifier) throws MalformedNoteException {
    for (SignatureKind kind : values()) {
      if (kind.identifier == identifier) {
        return kind;
      }
    }
    throw new MalformedNoteException(
        "a key of kind %d; known are 1 (Ed25519) and 4 (cosignature)".formatted(identifier & 0xff));
  }
}
