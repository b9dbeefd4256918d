# METADATA
# title: Node pools keep to themselves
# description: >-
#   Tenants of level 4 without a node pool of their own, or in one with others; and Pods that are to run
#   outside the pool of their tenant, in one of another, or past the scheduler. Nodes of a pool bear the
#   label and the taint yunzhi.dev/node-pool=<pool>.
# custom:
#   id: SEC-013
#   titleZh: 四级独立
#   descriptionZh: >-
#     没有独立节点池或与他人共用节点池的四级租户；以及要在本租户节点池之外、他人节点池之内运行或绕过调度器的 Pod。
#     节点池的节点带有标签和污点 yunzhi.dev/node-pool=<节点池>。
#   remedy: >-
#     Leave nodeName, and the selector and toleration yunzhi.dev/node-pool, out: admission fills in those
#     of the tenant. The platform team sets spec.nodePool of the Tenant.
#   remedyZh: 请勿填写 nodeName 以及 yunzhi.dev/node-pool 选择器和容忍度，由准入控制自动填入；节点池由平台管理方在 Tenant 的 spec.nodePool 中设置。
#   effect: Deny
#   kinds: [Tenant, Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   clauses:
#     - {standard: GB/T 22239, edition: "2019", clause: 云计算安全扩展要求（四级业务应用系统独立资源池）, level: 4, confirmed: true}
package yunzhi.policies.sec_013

about := rego.metadata.chain()[1].annotations
