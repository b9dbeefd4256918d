package dev.yunzhi.api.v1alpha1;

/** Annotation keys of ours. */
public final class Annotations {

  /**
   * On a Tenant, set by the platform team: why its namespaces may be destroyed although its end was
   * not approved stage by stage.
   */
  public static final String DESTROY_OVERRIDE = "yunzhi.dev/destroy-override";

  /**
   * On a Tenant, set by the platform team: notice that it lies idle and is to shrink. While it is
   * there, GOV-008 refuses more quota.
   */
  public static final String IDLE_NOTICE = "yunzhi.dev/idle-notice";

  /** On the quota that keeps a namespace still: how many replicas its workloads had. */
  public static final String REMEMBERED = "yunzhi.dev/remembered";

  /**
   * On the Lease of a replica that scans: how the estate was shared out, and by which revision of
   * the policies, when its last run over all of its share ended.
   */
  public static final String SCANNED = "yunzhi.dev/scanned";

  /**
   * On a PolicyReport: the kinds that the last scan could not look at, and why. On the Lease of a
   * replica that scans, the same of its share.
   */
  public static final String SCAN_INCOMPLETE = "yunzhi.dev/scan-incomplete";

  private Annotations() {}
}
