# METADATA
# title: What must not fail has a second place
# description: >-
#   Deployments and StatefulSets, in tenants of a high protection level, of one replica, that are not
#   spread over nodes, or that no PodDisruptionBudget guards; and requests and tenants of such a level
#   that do not say where their backups lie.
# custom:
#   id: SEC-023
#   titleZh: 高可用备份
#   descriptionZh: >-
#     高安全保护等级租户中只有一个副本、没有分散到不同节点或者没有 PodDisruptionBudget 保护的 Deployment 和 StatefulSet；
#     以及没有填写备份地点的高等级申请和租户。
#   remedy: >-
#     Set replicas to 2 or more, add topologySpreadConstraints and a PodDisruptionBudget for the Pods, and
#     give spec.backupPlace.
#   remedyZh: 将 replicas 设为 2 或以上，添加 topologySpreadConstraints 和 PodDisruptionBudget，并填写 spec.backupPlace。
#   effect: Warn
#   kinds: [Deployment, StatefulSet, TenantRequest, Tenant]
#   clauses:
#     - {standard: GB/T 22239, edition: "2019", clause: 安全计算环境（数据备份恢复、高可用）, level: 3, confirmed: false}
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       fromLevel:
#         type: integer
#         minimum: 3
#         maximum: 5
#         description: Protection level from which this is asked for; 5 is never.
package yunzhi.policies.sec_023

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

parameters := data.parameters.sec_023

workload := input.review.object.spec if {
	lib.kind in {"apps/Deployment", "apps/StatefulSet"}
	lib.specified
	lib.tenant_level >= parameters.fromLevel
}

findings contains lib.violation(
	"$.spec.replicas",
	"one replica goes down with its node: replicas must be 2 or more",
	"单副本会随所在节点失效：replicas 必须为 2 或以上",
) if {
	object.get(workload, "replicas", 1) == 1
}

findings contains lib.violation(
	"$.spec.template.spec",
	"all replicas may run on one node: the template must have topologySpreadConstraints or a podAntiAffinity",
	"全部副本可能位于同一节点：模板必须设置 topologySpreadConstraints 或 podAntiAffinity",
) if {
	workload
	not spread
}

spread if count(workload.template.spec.topologySpreadConstraints) > 0

spread if workload.template.spec.affinity.podAntiAffinity

findings contains lib.violation(
	"$.spec.template.metadata.labels",
	"all replicas may be taken down at once: a PodDisruptionBudget of the namespace must select them",
	"全部副本可能同时被驱逐：命名空间中必须有选中这些 Pod 的 PodDisruptionBudget",
) if {
	workload
	not guarded
}

labels := object.get(workload, ["template", "metadata", "labels"], {})

guarded if {
	some selector in input.context.disruptionBudgets
	lib.selects(selector, labels)
}

findings contains lib.violation(
	"$.spec.backupPlace",
	sprintf("nobody knows where the backups lie, and protection level %d takes it: spec.backupPlace must say so", [lib.level]),
	sprintf("没有说明备份地点，而安全保护等级 %d 级要求说明：必须填写 spec.backupPlace", [lib.level]),
) if {
	asked
	lib.level >= parameters.fromLevel
	lib.missing(lib.requested, ["backupPlace"])
}

asked if lib.tenant_request

asked if lib.tenant
