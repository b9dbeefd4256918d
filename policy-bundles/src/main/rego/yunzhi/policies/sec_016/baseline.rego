package yunzhi.policies.sec_016

import data.yunzhi.lib

# Host namespaces

host_namespaces := {"hostNetwork", "hostPID", "hostIPC"}

findings contains lib.pod_violation(
	concat("", [".", field]),
	sprintf("the pod shares a namespace with its node: %s must be false or absent", [field]),
	sprintf("Pod 与所在节点共享命名空间：%s 必须为 false 或不设置", [field]),
) if {
	some field in host_namespaces
	lib.pod.spec[field] == true
}

# Privileged containers

findings contains lib.container_violation(
	container,
	"securityContext.privileged",
	"is privileged: privileged must be false or absent",
	"是特权容器：privileged 必须为 false 或不设置",
) if {
	some container in lib.containers
	container.spec.securityContext.privileged == true
}

# Host ports

findings contains lib.container_violation(
	container,
	sprintf("ports[%d].hostPort", [index]),
	sprintf("takes port %v of its node: hostPort must be absent", [port.hostPort]),
	sprintf("占用节点端口 %v：不得设置 hostPort", [port.hostPort]),
) if {
	some container in lib.containers
	some index, port in container.spec.ports
	object.get(port, "hostPort", 0) != 0
}

# Hosts of probes and lifecycle hooks

host_fields := {[handler, action] |
	some handler in [
		["livenessProbe"],
		["readinessProbe"],
		["startupProbe"],
		["lifecycle", "postStart"],
		["lifecycle", "preStop"],
	]
	some action in ["httpGet", "tcpSocket"]
}

findings contains lib.container_violation(
	container,
	concat(".", path),
	sprintf("has a probe or hook that calls host %q: host must be absent", [host]),
	sprintf("的探针或钩子访问主机 %q：不得设置 host", [host]),
) if {
	some container in lib.containers
	some [handler, action] in host_fields
	path := array.concat(handler, [action, "host"])
	host := object.get(container.spec, path, "")
	host != ""
}

# AppArmor

apparmor_types := {"RuntimeDefault", "Localhost"}

findings contains scoped_violation(
	scope,
	"securityContext.appArmorProfile.type",
	sprintf("has AppArmor profile type %q: it must be RuntimeDefault or Localhost, or absent", [type]),
	sprintf("的 AppArmor 配置类型为 %q：必须为 RuntimeDefault 或 Localhost，或不设置", [type]),
) if {
	some scope in scopes
	type := scope.spec.securityContext.appArmorProfile.type
	not type in apparmor_types
}

apparmor_annotation := "container.apparmor.security.beta.kubernetes.io/"

findings contains lib.violation(
	sprintf("%s.metadata.annotations[%q]", [lib.pod.path, name]),
	sprintf("the AppArmor annotation is %q: it must be runtime/default or localhost/…, or absent", [value]),
	sprintf("AppArmor 注解为 %q：必须为 runtime/default 或 localhost/…，或不设置", [value]),
) if {
	some name, value in lib.pod.annotations
	startswith(name, apparmor_annotation)
	not value in {"", "runtime/default"}
	not startswith(value, "localhost/")
}

# SELinux

selinux_types := {"", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"}

findings contains scoped_violation(
	scope,
	"securityContext.seLinuxOptions.type",
	sprintf("has SELinux type %q: it must be one of %s, or absent", [type, types]),
	sprintf("的 SELinux 类型为 %q：必须为 %s 之一，或不设置", [type, types]),
) if {
	some scope in scopes
	type := scope.spec.securityContext.seLinuxOptions.type
	not type in selinux_types
	types := concat(", ", sort(selinux_types - {""}))
}

findings contains scoped_violation(
	scope,
	sprintf("securityContext.seLinuxOptions.%s", [field]),
	sprintf("sets SELinux %s %q: it must be absent", [field, value]),
	sprintf("设置了 SELinux %s %q：不得设置", [field, value]),
) if {
	some scope in scopes
	some field in ["user", "role"]
	value := scope.spec.securityContext.seLinuxOptions[field]
	value != ""
}

# The mount of /proc

findings contains lib.container_violation(
	container,
	"securityContext.procMount",
	sprintf("mounts /proc as %q: procMount must be Default or absent", [mount]),
	sprintf("以 %q 方式挂载 /proc：procMount 必须为 Default 或不设置", [mount]),
) if {
	some container in lib.containers
	mount := object.get(container.spec, ["securityContext", "procMount"], "")
	not mount in {"", "Default"}
}

# Sysctls

safe_sysctls := {
	"kernel.shm_rmid_forced",
	"net.ipv4.ip_local_port_range",
	"net.ipv4.ip_local_reserved_ports",
	"net.ipv4.ip_unprivileged_port_start",
	"net.ipv4.ping_group_range",
	"net.ipv4.tcp_fin_timeout",
	"net.ipv4.tcp_keepalive_intvl",
	"net.ipv4.tcp_keepalive_probes",
	"net.ipv4.tcp_keepalive_time",
	"net.ipv4.tcp_rmem",
	"net.ipv4.tcp_syncookies",
	"net.ipv4.tcp_wmem",
}

findings contains lib.pod_violation(
	sprintf(".securityContext.sysctls[%d].name", [index]),
	sprintf("the pod sets sysctl %q: only %s may be set", [sysctl.name, names]),
	sprintf("Pod 设置了内核参数 %q：只能设置 %s", [sysctl.name, names]),
) if {
	some index, sysctl in lib.pod.spec.securityContext.sysctls
	not sysctl.name in safe_sysctls
	names := concat(", ", sort(safe_sysctls))
}

# Windows host processes

findings contains scoped_violation(
	scope,
	"securityContext.windowsOptions.hostProcess",
	"runs as a process of its Windows node: hostProcess must be false or absent",
	"作为 Windows 节点的主机进程运行：hostProcess 必须为 false 或不设置",
) if {
	some scope in scopes
	scope.spec.securityContext.windowsOptions.hostProcess == true
}
