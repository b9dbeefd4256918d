package dev.yunzhi.controlplane.store;

import java.util.List;

/** The streams of the ledger that the control-plane writes. */
public final class Streams {
  /** Audit events of API servers. */
  public static final String API_AUDIT = "api-audit";

  /** Policy decisions. */
  public static final String DECISION = "decision";

  /** Policies that were published, rolled back and resumed. */
  public static final String POLICY = "policy";

  /** Sign-ins, accepted and refused. */
  public static final String SIGN_IN = "sign-in";

  /** Reports that were taken out. */
  public static final String EXPORT = "export";

  /** Who read whose events. */
  public static final String READ = "read";

  /** About people who watch, not about the cloud: for the audit administrator alone. */
  public static final List<String> ABOUT_ACCESS = List.of(SIGN_IN, EXPORT, READ);

  private Streams() {}
}
