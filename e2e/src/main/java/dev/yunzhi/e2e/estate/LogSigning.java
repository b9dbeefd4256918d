package dev.yunzhi.e2e.estate;

import dev.yunzhi.audit.note.NoteSigner;
import dev.yunzhi.audit.note.SignatureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The key that checkpoints of the audit log are signed with, made once for a state folder.
 *
 * @param key the private half, readable by its owner only
 * @param publicKey a verifier key, for whoever checks evidence
 */
public record LogSigning(Path key, Path publicKey) {

  /** What an estate's log is named. */
  public static final String ORIGIN = "yunzhi.local/audit-log";

  /** The key of a state folder; made on its first use. */
  public static LogSigning of(Path state) throws IOException {
    var of = new LogSigning(state.resolve("audit-log.key"), state.resolve("audit-log.pub"));
    if (!Files.exists(of.key)) {
      NoteSigner signer = NoteSigner.generate(ORIGIN, SignatureKind.ED25519);
      Files.writeString(of.publicKey, signer.verifier() + "\n");
      // Last: its presence says that both are there.
      SecretFile.write(of.key, signer.secret() + "\n");
    }
    return of;
  }
}
