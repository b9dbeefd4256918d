# METADATA
# title: No volume of another tenant
# description: >-
#   Claims that name a volume which is not set apart for their tenant or lies on a node's own disk, claims
#   that would take any free volume, and data copied from another tenant's namespace.
# custom:
#   id: ISO-005
#   titleZh: 卷的归属
#   descriptionZh: 指定了未预留给本租户或位于节点本地磁盘的卷、可能绑定任意空闲卷，或从其他租户命名空间复制数据的存储声明。
#   remedy: >-
#     Name a storageClassName and no volumeName, or have the platform team reserve the volume: its
#     spec.claimRef, or its label yunzhi.dev/tenant, names who it is for.
#   remedyZh: 填写 storageClassName 而不填 volumeName；或请平台管理方预留该卷（在 spec.claimRef 或标签 yunzhi.dev/tenant 中写明归属）。
#   effect: Deny
#   kinds: [PersistentVolumeClaim]
#   clauses:
#     - {standard: 云治, clause: 租户隔离（存储）, confirmed: true}
#     - {standard: Multi-Tenancy Benchmarks, clause: Block use of host path volumes, confirmed: true}
package yunzhi.policies.iso_005

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

claim := input.review.object.spec if {
	lib.kind == "/PersistentVolumeClaim"
	lib.specified
}

# The volume controller writes the name of the volume that it has bound into the claim.
chosen := claim.volumeName if {
	claim.volumeName != ""
	not for_this_claim
}

for_this_claim if {
	input.context.volume.claimRef.namespace == input.review.namespace
	input.context.volume.claimRef.name == input.review.object.metadata.name
}

findings contains lib.violation(
	"$.spec.volumeName",
	sprintf("volume %q is not set apart for this tenant: its claimRef or its label yunzhi.dev/tenant must name it; leave volumeName out", [chosen]),
	sprintf("卷 %q 未预留给本租户：其 claimRef 或标签 yunzhi.dev/tenant 必须写明本租户；请勿填写 volumeName", [chosen]),
) if {
	not reserved
	chosen
}

reserved if {
	input.context.volume.tenant == input.context.tenant.name
	object.get(input.context.volume, "claimRef", null) == null
}

findings contains lib.violation(
	"$.spec.volumeName",
	sprintf("volume %q lies on the disk of a node (%s): name one that does not", [claim.volumeName, input.context.volume.onNode]),
	sprintf("卷 %q 位于节点本地磁盘（%s）：必须使用其他卷", [claim.volumeName, input.context.volume.onNode]),
) if {
	input.review.operation == "CREATE"
	claim.volumeName != ""
	input.context.volume.onNode
}

findings contains lib.violation(
	"$.spec.storageClassName",
	"the claim takes any free volume, whoever had it before: storageClassName must name a class, or volumeName a volume set apart for this tenant",
	"该声明可能绑定他人用过的任意空闲卷：storageClassName 必须写明存储类，或 volumeName 必须为预留给本租户的卷",
) if {
	claim
	object.get(claim, "storageClassName", "") == ""
	object.get(claim, "volumeName", "") == ""
}

findings contains lib.violation(
	"$.spec.storageClassName",
	sprintf("storage class %q hands out volumes that were made by hand, whoever had them before: name a class with a provisioner", [class.name]),
	sprintf("存储类 %q 分配人工创建、可能为他人用过的卷：必须使用带有供应者的存储类", [class.name]),
) if {
	claim
	not reserved
	class := input.context.storageClass
	class.provisioner == "kubernetes.io/no-provisioner"
}

findings contains lib.violation(
	"$.spec.dataSourceRef.namespace",
	sprintf("the data would come from namespace %q of another tenant: it must be one of %s", [source, concat(", ", sort(lib.own_namespaces))]),
	sprintf("数据来自其他租户的命名空间 %q：必须为 %s 之一", [source, concat("、", sort(lib.own_namespaces))]),
) if {
	source := claim.dataSourceRef.namespace
	not source in lib.own_namespaces
}
