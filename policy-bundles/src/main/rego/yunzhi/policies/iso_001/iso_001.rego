# METADATA
# title: Storage comes from classes that the department may use
# description: >-
#   Claims, and claims within workloads, of a storage class outside the bounds of the department, and
#   claims of a class that keeps volumes when their claim is gone.
# custom:
#   id: ISO-001
#   titleZh: 存储类别
#   descriptionZh: 使用本部门范围之外的存储类，或使用在声明删除后仍保留卷的存储类的存储声明（包括工作负载中的声明）。
#   remedy: Set storageClassName to one that the finding names.
#   remedyZh: 将 storageClassName 设为结果中列出的存储类。
#   effect: Deny
#   kinds: [PersistentVolumeClaim, Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   clauses:
#     - {standard: 云治, clause: 部门范围（storageClasses）, confirmed: true}
#     - {standard: Multi-Tenancy Benchmarks, clause: Require PVC reclaim policy delete, confirmed: true}
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       reclaimPolicies:
#         type: array
#         items: {enum: [Delete, Retain]}
#         description: >-
#           Reclaim policies that a storage class may have. By default only Delete: no other claim can
#           then bind what a tenant leaves behind.
package yunzhi.policies.iso_001

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

parameters := data.parameters.iso_001

claim := input.review.object.spec if {
	lib.kind == "/PersistentVolumeClaim"
	lib.specified
}

claims contains {"path": "$.spec", "spec": claim}

claims contains {"path": path, "spec": template.spec} if {
	lib.kind == "apps/StatefulSet"
	lib.specified
	some index, template in input.review.object.spec.volumeClaimTemplates
	path := sprintf("$.spec.volumeClaimTemplates[%d].spec", [index])
}

claims contains {"path": path, "spec": volume.ephemeral.volumeClaimTemplate.spec} if {
	some index, volume in lib.pod.spec.volumes
	path := sprintf("%s.spec.volumes[%d].ephemeral.volumeClaimTemplate.spec", [lib.pod.path, index])
}

# Without a class a claim takes the default one, which the API server has filled in where there is one.
findings contains lib.violation(
	concat("", [entry.path, ".storageClassName"]),
	sprintf("storage class %q is not for this department: it must be one of %s", [class, lib.one_of("storageClasses")]),
	sprintf("本部门不得使用存储类 %q：必须为 %s 之一", [class, lib.one_of_zh("storageClasses")]),
) if {
	some entry in claims
	class := entry.spec.storageClassName
	class != ""
	lib.outside("storageClasses", class)
}

findings contains lib.violation(
	"$.spec.storageClassName",
	sprintf("storage class %q has reclaim policy %s: it must be %s, so that no other claim can bind what this one leaves behind", texts),
	sprintf("存储类 %q 的回收策略为 %s：必须为 %s，以免遗留数据被其他声明绑定", texts),
) if {
	claim
	policy := input.context.storageClass.reclaimPolicy
	not policy in parameters.reclaimPolicies
	texts := [input.context.storageClass.name, policy, concat(" or ", parameters.reclaimPolicies)]
}
