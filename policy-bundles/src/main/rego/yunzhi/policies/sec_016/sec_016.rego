# METADATA
# title: Privileged workloads are forbidden
# description: >-
#   Pods, and the templates of workloads, that do not keep to the profile "restricted" of the
#   Kubernetes Pod Security Standards: privileged containers, host namespaces, paths and ports,
#   privilege escalation, root, capabilities that are not dropped; init and ephemeral containers too.
# custom:
#   id: SEC-016
#   titleZh: 特权禁止
#   descriptionZh: >-
#     不符合 Kubernetes Pod 安全标准 restricted 级别的 Pod 和工作负载模板：特权容器、主机命名空间、主机路径和端口、
#     提权、root 身份、未放弃的能力；初始化容器和临时容器同样适用。
#   remedy: >-
#     Set securityContext.runAsNonRoot true and seccompProfile.type RuntimeDefault on the pod, and
#     allowPrivilegeEscalation false and capabilities.drop ["ALL"] on every container.
#   remedyZh: >-
#     在 Pod 上设置 securityContext.runAsNonRoot 为 true、seccompProfile.type 为 RuntimeDefault，
#     并在每个容器上设置 allowPrivilegeEscalation 为 false、capabilities.drop 为 ["ALL"]。
#   effect: Deny
#   kinds: [Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   clauses:
#     - {standard: Kubernetes Pod Security Standards, edition: v1.36, clause: restricted, confirmed: true}
#     - {standard: GB/T 22239, edition: "2019", clause: 访问控制（最小权限）, level: 2, confirmed: false}
package yunzhi.policies.sec_016

about := rego.metadata.chain()[1].annotations
