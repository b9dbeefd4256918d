package dev.yunzhi.e2e.operator;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** Objects of the tests as YAML, and what they say of themselves. */
public final class Objects {

  /**
   * A department.
   *
   * @param parent null for a Province
   */
  public static String department(String name, String level, String code, String parent) {
    return """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Department
        metadata: {name: %s}
        spec:
          displayName: 测试部门
          level: %s
          code: "%s"
          administrators: [{kind: Group, name: %s-administrators}]
        %s
        """
        .formatted(name, level, code, name, parent == null ? "" : "  parent: " + parent);
  }

  /** A project that has all that a request needs. */
  public static String project(String name, String department) {
    return """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Project
        metadata: {name: %s}
        spec:
          displayName: 测试 %1$s
          department: %s
          planYear: 2026
          fundSource: 财政资金
          approvalNumber: 立项1号
          expertReview: {date: "2026-01-01", conclusion: 同意}
          systems: [{name: 测试平台, catalogueNumber: 目录1号}]
        """
        .formatted(name, department);
  }

  /**
   * A tenant of the department {@code root}.
   *
   * @param namespaces as a YAML list
   * @param quota as a YAML object
   */
  public static String tenant(String name, String reclaim, String namespaces, String quota) {
    return """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Tenant
        metadata: {name: %s}
        spec:
          department: root
          environment: Production
          protectionLevel: 2
          dataClass: General
          compliance: {filingNumber: 备案1号}
          reclaim: %s
          expiresAt: "2027-10-31T23:59:59+08:00"
          namespaces: %s
          quota: %s
          owners: [{kind: User, name: owner}]
        """
        .formatted(name, reclaim, namespaces, quota);
  }

  /** A request of the department {@code root} that no policy refuses if its project is complete. */
  public static String request(String name, String project, int level, String cpu) {
    return """
        apiVersion: yunzhi.dev/v1alpha1
        kind: TenantRequest
        metadata: {name: %s, namespace: dept-root}
        spec:
          project: %s
          displayName: 测试租户
          purpose: 测试
          environment: Production
          protectionLevel: %d
          dataClass: General
          system: 测试平台
          compliance: {filingNumber: 备案1号, testedOn: "2026-10-01", cryptographyAssessedOn: "2026-10-01"}
          backupPlace: 灾备中心
          owner: {name: 项目办公室, phone: "0000"}
          custodian: 资产管理科
          namespaces: [{name: web}, {name: data}]
          quota: {requests.cpu: "%s"}
          startsAt: "2026-11-01T00:00:00+08:00"
          expiresAt: "2027-10-31T23:59:59+08:00"
        """
        .formatted(name, project, level, cpu);
  }

  /** A decision; {@code more} is further lines of the spec, indented by two. */
  public static String approval(
      String name, String request, String stage, String decision, String more) {
    return """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Approval
        metadata: {name: %s, namespace: dept-root}
        spec:
          request: %s
          stage: %s
          decision: %s
        %s
        """
        .formatted(name, request, stage, decision, more);
  }

  /** A decision of the security team on an exception, with a reason. */
  public static String exceptionDecision(
      String namespace, String name, String exception, String decision) {
    return """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Approval
        metadata: {name: %s, namespace: %s}
        spec: {exception: %s, stage: Security, decision: %s, reason: 已核实}
        """
        .formatted(name, namespace, exception, decision);
  }

  /** What keeps a namespace from going away. */
  static String held(String namespace) {
    return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: held, namespace: %s, finalizers: [example.gov/hold]}
        """
        .formatted(namespace);
  }

  /** The line of a Tenant that names the request it was made from, which need not be there. */
  public static String madeFrom(String request) {
    return "  request: {namespace: dept-root, name: %s, uid: of-%s}\n".formatted(request, request);
  }

  /**
   * A Deployment {@code app} that no policy refuses.
   *
   * @param replicas no node runs them here
   */
  public static String deployment(String namespace, int replicas) {
    return """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: app, namespace: %s}
        spec:
          replicas: %d
          selector: {matchLabels: {app: app}}
          template:
            metadata: {labels: {app: app}}
            spec:
              securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
              containers:
              - name: app
                image: registry.gov.example/app@sha256:%s
                resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {cpu: 100m, memory: 64Mi}}
                securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
        """
        .formatted(namespace, replicas, "0".repeat(64));
  }

  /** A Pod that Pod Security lets in, and SEC-019 does not: in three ways. */
  static String pod(String namespace, String name) {
    return """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: %s}
        spec:
          automountServiceAccountToken: false
          securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
          containers:
            - name: main
              image: elsewhere.example/tool:latest
              securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
        """
        .formatted(name, namespace);
  }

  /** Whether an object says this of its present spec. */
  public static boolean has(
      HasMetadata object, List<Condition> conditions, String type, String status, String reason) {
    return conditions != null
        && conditions.stream()
            .anyMatch(
                c ->
                    c.getType().equals(type)
                        && c.getStatus().equals(status)
                        && c.getReason().equals(reason)
                        && c.getObservedGeneration().equals(object.getMetadata().getGeneration()));
  }

  private Objects() {}
}
