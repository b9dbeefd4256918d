package dev.yunzhi.audit.witness;

/**
 * What a witness says to a checkpoint.
 *
 * @param body what the protocol wants for that kind: signature lines, a size, or the reason in
 *     words; ends with a newline
 */
public record Answer(Kind kind, String body) {
  /** The answers that C2SP tlog-witness has, by their HTTP status. */
  public enum Kind {
    COSIGNED(200),
    MALFORMED(400),
    UNTRUSTED(403),
    UNKNOWN_LOG(404),
    CONFLICT(409),
    INCONSISTENT(422);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  static Answer refused(Kind kind, String words) {
    return new Answer(kind, words + "\n");
  }
}
