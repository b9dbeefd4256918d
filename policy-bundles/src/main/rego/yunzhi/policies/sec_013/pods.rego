package yunzhi.policies.sec_013

import data.yunzhi.lib

label := "yunzhi.dev/node-pool"

pool := object.get(input.context, ["tenant", "nodePool"], "")

# The scheduler binds by a subresource: who sets the field in the spec goes past it.
findings contains lib.pod_violation(
	".nodeName",
	sprintf("the pod picks node %q past the scheduler: nodeName must be absent", [lib.pod.spec.nodeName]),
	sprintf("Pod 绕过调度器指定节点 %q：不得设置 nodeName", [lib.pod.spec.nodeName]),
) if {
	lib.pod.spec.nodeName != object.get(input.review, ["oldObject", "spec", "nodeName"], "")
}

findings contains lib.pod_violation(
	".nodeSelector",
	sprintf("the pod selects pool %q, which is not its tenant's: nodeSelector %s must be %s", [selected, label, right]),
	sprintf("Pod 选择的节点池 %q 不属于本租户：nodeSelector %s 必须为 %s", [selected, label, right_zh]),
) if {
	selected := lib.pod.spec.nodeSelector[label]
	selected != pool
}

# Templates need not name the pool: admission writes it into the Pods.
findings contains lib.pod_violation(
	".nodeSelector",
	sprintf("the pod may leave the pool of its tenant: nodeSelector %s must be %s", [label, right]),
	sprintf("Pod 可能离开本租户的节点池：nodeSelector %s 必须为 %s", [label, right_zh]),
) if {
	lib.kind == "/Pod"
	pool != ""
	not lib.pod.spec.nodeSelector[label]
}

findings contains lib.pod_violation(
	sprintf(".tolerations[%d]", [index]),
	sprintf("the pod tolerates the taints of other pools: the toleration must name a key, and of %s only the value %s", [label, right]),
	sprintf("Pod 容忍其他节点池的污点：必须写明 key，且 %s 只能取值 %s", [label, right_zh]),
) if {
	some index, toleration in lib.pod.spec.tolerations
	reaches_other_pools(toleration)
}

reaches_other_pools(toleration) if object.get(toleration, "key", "") == ""

reaches_other_pools(toleration) if {
	toleration.key == label
	toleration.operator == "Exists"
}

reaches_other_pools(toleration) if {
	toleration.key == label
	object.get(toleration, "value", "") != pool
}

findings contains lib.pod_violation(
	"",
	"its tenant has level 4 and no pool of its own: the platform team must set spec.nodePool of the Tenant",
	"所属租户为四级但没有独立节点池：须由平台管理方设置 Tenant 的 spec.nodePool",
) if {
	lib.pod
	input.context.tenant.protectionLevel == 4
	pool == ""
}

right := sprintf("%q", [pool]) if pool != ""

right := "absent, for the tenant has no pool" if pool == ""

right_zh := sprintf("%q", [pool]) if pool != ""

right_zh := "不设置（本租户没有节点池）" if pool == ""
