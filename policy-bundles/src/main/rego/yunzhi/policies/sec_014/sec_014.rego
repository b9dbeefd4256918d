# METADATA
# title: Networks are closed by default
# description: >-
#   Workloads in a namespace that is not closed by default in both directions, and network policies
#   that open a way to or from other departments without an agreement. Address blocks are not judged:
#   what they reach depends on the network.
# custom:
#   id: SEC-014
#   titleZh: 默认拒绝
#   descriptionZh: >-
#     没有双向默认拒绝网络策略的命名空间中的工作负载，以及没有协议而向其他部门开放的网络策略。地址段不作判断，因为其可达范围取决于网络。
#   remedy: >-
#     Keep the NetworkPolicy yunzhi-default-deny, and let peers select namespaces of the own department
#     by a label such as yunzhi.dev/department; an Agreement opens the way to another.
#   remedyZh: 保留网络策略 yunzhi-default-deny，并通过 yunzhi.dev/department 等标签只选择本部门的命名空间；访问其他部门须订立 Agreement。
#   effect: Deny
#   kinds:
#     - Pod
#     - Deployment
#     - StatefulSet
#     - DaemonSet
#     - ReplicaSet
#     - ReplicationController
#     - Job
#     - CronJob
#     - NetworkPolicy
#   clauses:
#     - {standard: GB/T 22239, edition: "2019", clause: 安全区域边界（访问控制）, level: 2, confirmed: false}
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       sharedNamespaces:
#         type: array
#         items: {type: string}
#         description: Namespaces that every department may reach, such as that of DNS. The default is ours.
package yunzhi.policies.sec_014

about := rego.metadata.chain()[1].annotations

parameters := data.parameters.sec_014
