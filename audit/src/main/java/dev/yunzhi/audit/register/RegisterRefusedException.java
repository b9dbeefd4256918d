package dev.yunzhi.audit.register;

import java.util.List;

/** Something that the register does not allow as it stands; nothing was changed. */
public final class RegisterRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  // Of strings, which can be serialized.
  private final transient List<String> assets;

  RegisterRefusedException(String message, List<String> assets) {
    super(message);
    this.assets = List.copyOf(assets);
  }

  /** The assets that it is about, {@code Server ZJ-1}; empty when it is about none. */
  public List<String> assets() {
    return assets;
  }
}
