package dev.yunzhi.operator.scan;

import dev.yunzhi.api.v1alpha1.Yunzhi;
import java.util.List;

/**
 * A kind whose existing objects are judged: those that admission judges in the namespaces of
 * tenants, and those in no namespace, of which admission sees Tenants only. Order is that of a run.
 */
enum ScannedKind {
  POD("", "Pod", "pods", "v1"),
  REPLICATION_CONTROLLER("", "ReplicationController", "replicationcontrollers", "v1"),
  DEPLOYMENT("apps", "Deployment", "deployments", "v1"),
  STATEFUL_SET("apps", "StatefulSet", "statefulsets", "v1"),
  DAEMON_SET("apps", "DaemonSet", "daemonsets", "v1"),
  REPLICA_SET("apps", "ReplicaSet", "replicasets", "v1"),
  JOB("batch", "Job", "jobs", "v1"),
  CRON_JOB("batch", "CronJob", "cronjobs", "v1"),
  SERVICE("", "Service", "services", "v1"),
  INGRESS("networking.k8s.io", "Ingress", "ingresses", "v1"),
  NETWORK_POLICY("networking.k8s.io", "NetworkPolicy", "networkpolicies", "v1"),
  PERSISTENT_VOLUME_CLAIM("", "PersistentVolumeClaim", "persistentvolumeclaims", "v1"),
  ROLE("rbac.authorization.k8s.io", "Role", "roles", "v1"),
  ROLE_BINDING("rbac.authorization.k8s.io", "RoleBinding", "rolebindings", "v1"),
  HTTP_ROUTE("gateway.networking.k8s.io", "HTTPRoute", "httproutes", "v1", "v1beta1"),
  GRPC_ROUTE("gateway.networking.k8s.io", "GRPCRoute", "grpcroutes", "v1"),
  TLS_ROUTE("gateway.networking.k8s.io", "TLSRoute", "tlsroutes", "v1", "v1alpha3", "v1alpha2"),
  GATEWAY("gateway.networking.k8s.io", "Gateway", "gateways", "v1", "v1beta1"),
  REFERENCE_GRANT(
      "gateway.networking.k8s.io", "ReferenceGrant", "referencegrants", "v1", "v1beta1"),
  RESOURCE_CLAIM("resource.k8s.io", "ResourceClaim", "resourceclaims", "v1"),
  RESOURCE_CLAIM_TEMPLATE(
      "resource.k8s.io", "ResourceClaimTemplate", "resourceclaimtemplates", "v1"),
  TENANT(Yunzhi.GROUP, "Tenant", "tenants", Yunzhi.VERSION),
  NODE("", "Node", "nodes", "v1"),
  VALIDATING_WEBHOOKS(
      "admissionregistration.k8s.io",
      "ValidatingWebhookConfiguration",
      "validatingwebhookconfigurations",
      "v1"),
  MUTATING_WEBHOOKS(
      "admissionregistration.k8s.io",
      "MutatingWebhookConfiguration",
      "mutatingwebhookconfigurations",
      "v1"),
  ADMISSION_POLICY(
      "admissionregistration.k8s.io",
      "ValidatingAdmissionPolicy",
      "validatingadmissionpolicies",
      "v1"),
  ADMISSION_BINDING(
      "admissionregistration.k8s.io",
      "ValidatingAdmissionPolicyBinding",
      "validatingadmissionpolicybindings",
      "v1");

  private final String group;
  private final String kind;
  private final String plural;
  private final String versions;

  ScannedKind(String group, String kind, String plural, String... versions) {
    this.group = group;
    this.kind = kind;
    this.plural = plural;
    this.versions = String.join(" ", versions);
  }

  /** Empty for Kubernetes' core. */
  String group() {
    return group;
  }

  String kind() {
    return kind;
  }

  /** As it stands in paths and in RBAC. */
  String plural() {
    return plural;
  }

  /** Those that would do, the best first. */
  List<String> versions() {
    return List.of(versions.split(" ", -1));
  }

  /** Whether its objects are in namespaces. */
  boolean namespaced() {
    return compareTo(TENANT) < 0;
  }

  /** Whether its objects say what admission does; of those only what the chart installs is ours. */
  boolean admission() {
    return group.equals("admissionregistration.k8s.io");
  }

  /**
   * Whether only the operator can make objects of the kind that are labelled as managed: the guards
   * of the chart see to it. Admission lets the operator's own pass unseen.
   */
  boolean labelIsGuarded() {
    return this == NETWORK_POLICY || this == ROLE_BINDING;
  }
}
