package dev.yunzhi.e2e.estate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The token that the API server sends its audit events with, made once for a state folder. */
final class IntakeToken {

  private IntakeToken() {}

  /** The file of it, readable by its owner only; made on its first use. */
  static Path of(Path state) throws IOException {
    Path file = state.resolve("intake-token");
    if (!Files.exists(file)) {
      byte[] token = new byte[32];
      new SecureRandom().nextBytes(token);
      SecretFile.write(file, HexFormat.of().formatHex(token));
    }
    return file;
  }
}
