package yunzhi.policies.sec_016

import data.yunzhi.lib

# Types of volumes

volume_types := {
	"configMap",
	"csi",
	"downwardAPI",
	"emptyDir",
	"ephemeral",
	"image",
	"persistentVolumeClaim",
	"projected",
	"secret",
}

findings contains lib.pod_violation(
	sprintf(".volumes[%d]", [index]),
	sprintf("volume %q is of type %s: it must be one of %s", [volume.name, type, types]),
	sprintf("卷 %q 的类型为 %s：必须为 %s 之一", [volume.name, type, types]),
) if {
	some index, volume in lib.pod.spec.volumes
	given := object.keys(volume) - {"name"}
	count(given & volume_types) == 0
	type := concat(", ", sort(given))
	types := concat(", ", sort(volume_types))
}

# Privilege escalation

findings contains lib.container_violation(
	container,
	"securityContext.allowPrivilegeEscalation",
	"may gain privileges: allowPrivilegeEscalation must be false",
	"可以提升权限：allowPrivilegeEscalation 必须为 false",
) if {
	not lib.windows
	some container in lib.containers
	object.get(container.spec, ["securityContext", "allowPrivilegeEscalation"], true) != false
}

# Root. In a user namespace of its own, a pod's root is not the node's.

own_users if lib.pod.spec.hostUsers == false

pod_context := object.get(lib.pod.spec, "securityContext", {})

findings contains lib.pod_violation(
	".securityContext.runAsNonRoot",
	"the pod may run as root: runAsNonRoot must be true",
	"Pod 可以以 root 身份运行：runAsNonRoot 必须为 true",
) if {
	not own_users
	pod_context.runAsNonRoot == false
}

findings contains lib.container_violation(
	container,
	"securityContext.runAsNonRoot",
	"may run as root: runAsNonRoot must be true on it or on its pod",
	"可以以 root 身份运行：容器或所在 Pod 的 runAsNonRoot 必须为 true",
) if {
	not own_users
	inherited := object.get(pod_context, "runAsNonRoot", false)
	some container in lib.containers
	object.get(container.spec, ["securityContext", "runAsNonRoot"], inherited) == false
}

findings contains scoped_violation(
	scope,
	"securityContext.runAsUser",
	"runs as user 0, who is root: runAsUser must be another or absent",
	"以 0 号用户（root）身份运行：runAsUser 必须为其他用户或不设置",
) if {
	not own_users
	some scope in scopes
	scope.spec.securityContext.runAsUser == 0
}

# Seccomp

seccomp_types := {"RuntimeDefault", "Localhost"}

findings contains scoped_violation(
	scope,
	"securityContext.seccompProfile.type",
	sprintf("has seccomp profile type %q: it must be RuntimeDefault or Localhost", [type]),
	sprintf("的 seccomp 配置类型为 %q：必须为 RuntimeDefault 或 Localhost", [type]),
) if {
	not lib.windows
	some scope in scopes
	type := scope.spec.securityContext.seccompProfile.type
	not type in seccomp_types
}

findings contains lib.container_violation(
	container,
	"securityContext.seccompProfile.type",
	"has no seccomp profile: its type must be RuntimeDefault or Localhost, here or on the pod",
	"没有 seccomp 配置：容器或所在 Pod 的类型必须为 RuntimeDefault 或 Localhost",
) if {
	not lib.windows
	not pod_context.seccompProfile
	some container in lib.containers
	not container.spec.securityContext.seccompProfile
}

# Capabilities

findings contains lib.container_violation(
	container,
	"securityContext.capabilities.drop",
	"keeps capabilities: drop must contain ALL",
	"保留了能力：drop 必须包含 ALL",
) if {
	not lib.windows
	some container in lib.containers
	not "ALL" in object.get(container.spec, ["securityContext", "capabilities", "drop"], [])
}

findings contains lib.container_violation(
	container,
	"securityContext.capabilities.add",
	sprintf("adds capabilities %s: only NET_BIND_SERVICE may be added", [added]),
	sprintf("增加了能力 %s：只能增加 NET_BIND_SERVICE", [added]),
) if {
	not lib.windows
	some container in lib.containers
	given := {name | some name in container.spec.securityContext.capabilities.add}
	forbidden := given - {"NET_BIND_SERVICE"}
	count(forbidden) > 0
	added := concat(", ", sort(forbidden))
}
