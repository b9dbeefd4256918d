# METADATA
# title: Priority, runtime and devices are those of the department
# description: >-
#   Workloads of a priority or runtime class, and claims of a device class, outside the bounds of the
#   department; and the priority classes of Kubernetes itself.
# custom:
#   id: ISO-004
#   titleZh: 优先级、运行时与设备类别
#   descriptionZh: 优先级类、运行时类或设备类超出本部门范围的工作负载和资源声明；以及使用 Kubernetes 自身优先级类的工作负载。
#   remedy: Use a class that the finding names.
#   remedyZh: 使用结果中列出的类别。
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
#     - ResourceClaim
#     - ResourceClaimTemplate
#   clauses:
#     - {standard: 云治, clause: 部门范围（priorityClasses、runtimeClasses、deviceClasses）, confirmed: true}
package yunzhi.policies.iso_004

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

kinds := {
	"priorityClassName": {"key": "priorityClasses", "en": "priority", "zh": "优先级"},
	"runtimeClassName": {"key": "runtimeClasses", "en": "runtime", "zh": "运行时"},
}

findings contains lib.pod_violation(
	concat("", [".", field]),
	sprintf("%s class %q is not for this department: it must be one of %s", [kind.en, class, lib.one_of(kind.key)]),
	sprintf("本部门不得使用%s类 %q：必须为 %s 之一", [kind.zh, class, lib.one_of_zh(kind.key)]),
) if {
	some field, kind in kinds
	class := lib.pod.spec[field]
	class != ""
	lib.outside(kind.key, class)
}

# They push out whatever else runs on a node.
findings contains lib.pod_violation(
	".priorityClassName",
	sprintf("priority class %q is for Kubernetes itself: name another or none", [lib.pod.spec.priorityClassName]),
	sprintf("优先级类 %q 仅供 Kubernetes 自身使用：请使用其他优先级类或不填写", [lib.pod.spec.priorityClassName]),
) if {
	startswith(lib.pod.spec.priorityClassName, "system-")
}

devices := {"path": "$.spec.devices", "requests": input.review.object.spec.devices.requests} if {
	lib.kind == "resource.k8s.io/ResourceClaim"
	lib.specified
}

devices := {"path": "$.spec.spec.devices", "requests": input.review.object.spec.spec.devices.requests} if {
	lib.kind == "resource.k8s.io/ResourceClaimTemplate"
	lib.specified
}

asked contains {"class": request.exactly.deviceClassName, "path": path} if {
	some index, request in devices.requests
	path := sprintf("%s.requests[%d].exactly.deviceClassName", [devices.path, index])
}

asked contains {"class": option.deviceClassName, "path": path} if {
	some index, request in devices.requests
	some place, option in request.firstAvailable
	path := sprintf("%s.requests[%d].firstAvailable[%d].deviceClassName", [devices.path, index, place])
}

# As the older versions of the API have it.
asked contains {"class": request.deviceClassName, "path": path} if {
	some index, request in devices.requests
	path := sprintf("%s.requests[%d].deviceClassName", [devices.path, index])
}

findings contains lib.violation(
	entry.path,
	sprintf("device class %q is not for this department: it must be one of %s", [entry.class, lib.one_of("deviceClasses")]),
	sprintf("本部门不得使用设备类 %q：必须为 %s 之一", [entry.class, lib.one_of_zh("deviceClasses")]),
) if {
	some entry in asked
	lib.outside("deviceClasses", entry.class)
}

# Whoever has administrative access to a device sees what others do on it.
findings contains lib.violation(
	sprintf("%s.requests[%d]", [devices.path, index]),
	"administrative access to devices reaches those that other tenants use: adminAccess must be absent",
	"设备管理访问会触及其他租户正在使用的设备：不得设置 adminAccess",
) if {
	some index, request in devices.requests
	true in {
		object.get(request, ["exactly", "adminAccess"], false),
		object.get(request, "adminAccess", false),
	}
}
