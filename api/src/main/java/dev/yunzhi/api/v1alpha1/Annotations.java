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

  /** On a PolicyReport: the kinds that the last scan could not look at, and why. */
  public static final String SCAN_INCOMPLETE = "yunzhi.dev/scan-incomplete";

  private Annotations() {}
}
