package dev.yunzhi.policy.gatekeeper;

import java.util.Arrays;
import java.util.Optional;

/**
 * The kinds that can be in {@code data.inventory}: those that the background scan reads, and
 * Namespaces. Never Secrets or ConfigMaps: what templates see, their messages may tell.
 */
public enum InventoryKind {
  NAMESPACE("", "Namespace", "namespaces"),
  POD("", "Pod", "pods"),
  REPLICATION_CONTROLLER("", "ReplicationController", "replicationcontrollers"),
  SERVICE("", "Service", "services"),
  PERSISTENT_VOLUME_CLAIM("", "PersistentVolumeClaim", "persistentvolumeclaims"),
  DEPLOYMENT("apps", "Deployment", "deployments"),
  STATEFUL_SET("apps", "StatefulSet", "statefulsets"),
  DAEMON_SET("apps", "DaemonSet", "daemonsets"),
  REPLICA_SET("apps", "ReplicaSet", "replicasets"),
  JOB("batch", "Job", "jobs"),
  CRON_JOB("batch", "CronJob", "cronjobs"),
  INGRESS("networking.k8s.io", "Ingress", "ingresses"),
  NETWORK_POLICY("networking.k8s.io", "NetworkPolicy", "networkpolicies"),
  ROLE("rbac.authorization.k8s.io", "Role", "roles"),
  ROLE_BINDING("rbac.authorization.k8s.io", "RoleBinding", "rolebindings"),
  HTTP_ROUTE("gateway.networking.k8s.io", "HTTPRoute", "httproutes"),
  GRPC_ROUTE("gateway.networking.k8s.io", "GRPCRoute", "grpcroutes"),
  TLS_ROUTE("gateway.networking.k8s.io", "TLSRoute", "tlsroutes"),
  GATEWAY("gateway.networking.k8s.io", "Gateway", "gateways");

  private final String group;
  private final String kind;
  private final String plural;

  InventoryKind(String group, String kind, String plural) {
    this.group = group;
    this.kind = kind;
    this.plural = plural;
  }

  /** Empty if it cannot be in an inventory. */
  public static Optional<InventoryKind> of(GroupVersionKind declared) {
    return Arrays.stream(values())
        .filter(k -> k.group.equals(declared.group()) && k.kind.equals(declared.kind()))
        .findAny();
  }

  /** Empty for Kubernetes' core. */
  public String group() {
    return group;
  }

  /** As it stands in paths and in RBAC. */
  public String plural() {
    return plural;
  }

  /** Whether objects of it are in a namespace. */
  public boolean namespaced() {
    return this != NAMESPACE;
  }
}
