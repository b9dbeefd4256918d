package dev.yunzhi.api.v1alpha1;

/**
 * Label keys of the objects that the operator manages. Only the operator may set them: the
 * admission policies of the chart guard the whole prefix.
 */
public final class Labels {

  /** {@code "true"} on every object that the operator manages. */
  public static final String MANAGED = "yunzhi.dev/managed";

  /** Name of the tenant that a namespace and the objects in it belong to. */
  public static final String TENANT = "yunzhi.dev/tenant";

  /** Name of the department that owns the tenant. */
  public static final String DEPARTMENT = "yunzhi.dev/department";

  /** Administrative division code of that department. */
  public static final String DEPARTMENT_CODE = "yunzhi.dev/department-code";

  /** On a department's home namespace: the name of the department. */
  public static final String DEPARTMENT_HOME = "yunzhi.dev/department-home";

  /** Protection level of the tenant, {@code "1"} to {@code "4"}. */
  public static final String PROTECTION_LEVEL = "yunzhi.dev/protection-level";

  /** {@link Environment} of the tenant. */
  public static final String ENVIRONMENT = "yunzhi.dev/environment";

  /**
   * On a tenant's namespaces and on nodes: the pool of nodes that the tenant's pods run on; on
   * nodes a taint of that key, too.
   */
  public static final String NODE_POOL = "yunzhi.dev/node-pool";

  /**
   * On a namespace whose tenant can only be read: why. The chart's guard {@code yunzhi-read-only}
   * goes by it.
   */
  public static final String READ_ONLY = "yunzhi.dev/read-only";

  /** On a copy: name of the {@link Replication} that keeps it. */
  public static final String REPLICATION = "yunzhi.dev/replication";

  /** On a copy: namespace of its source and of that {@link Replication}. */
  public static final String REPLICATED_FROM = "yunzhi.dev/replicated-from";

  /** On the binding that lets a replicator into a tenant's namespace: name of the Replication. */
  public static final String REPLICATOR_FOR = "yunzhi.dev/replicator-for";

  /**
   * Prefix of one label for each ancestor and the department itself: {@code
   * ancestor.yunzhi.dev/<code>: <Level>}.
   */
  public static final String ANCESTOR_PREFIX = "ancestor.yunzhi.dev/";

  /** Pod Security Admission: the profile that is enforced. */
  public static final String POD_SECURITY_ENFORCE = "pod-security.kubernetes.io/enforce";

  /** On the Lease by which a replica of the operator takes part in the scan. */
  public static final String SCAN_REPLICA = "yunzhi.dev/scan-replica";

  private Labels() {}
}
