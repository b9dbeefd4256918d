package yunzhi.policies.sec_016_test

import data.yunzhi.fixtures
import data.yunzhi.policies.sec_016

pod(patches) := fixtures.found("sec_016", fixtures.pod_with(patches))

add(path, value) := [{"op": "add", "path": path, "value": value}]

sorts := ["containers", "initContainers", "ephemeralContainers"]

# One container of each sort.
every_sort := json.patch(fixtures.pod_spec, [
	{"op": "add", "path": "/initContainers", "value": [fixtures.container]},
	{"op": "add", "path": "/ephemeralContainers", "value": [fixtures.container]},
])

# The field is set in a container of each sort in turn, and that one alone is found.
denied(field, value, path) if {
	every sort in sorts {
		given := fixtures.create_pod(json.patch(
			every_sort,
			add(sprintf("/%s/0/%s", [sort, field]), value),
		))
		fixtures.found("sec_016", given) == {sprintf("$.spec.%s[0].%s", [sort, path])}
	}
}

allowed(field, value) if {
	every sort in sorts {
		given := fixtures.create_pod(json.patch(
			every_sort,
			add(sprintf("/%s/0/%s", [sort, field]), value),
		))
		fixtures.found("sec_016", given) == set()
	}
}

test_a_restricted_pod_passes if fixtures.found("sec_016", fixtures.create_pod(every_sort)) == set()

test_host_namespaces if {
	every field in ["hostNetwork", "hostPID", "hostIPC"] {
		path := concat("", ["/", field])
		pod(add(path, true)) == {concat("", ["$.spec.", field])}
		pod(add(path, false)) == set()
	}
}

test_privileged if {
	denied("securityContext/privileged", true, "securityContext.privileged")
	allowed("securityContext/privileged", false)
}

test_host_ports if {
	denied("ports", [{"containerPort": 80}, {"hostPort": 80}], "ports[1].hostPort")
	allowed("ports", [{"containerPort": 80, "hostPort": 0}])
}

test_hosts_of_probes_and_hooks if {
	every action in ["httpGet", "tcpSocket"] {
		every probe in ["livenessProbe", "readinessProbe", "startupProbe"] {
			denied(probe, {action: {"host": "10.0.0.1"}}, sprintf("%s.%s.host", [probe, action]))
			allowed(probe, {action: {"host": ""}})
			allowed(probe, {action: {"port": 80}})
		}
		every hook in ["postStart", "preStop"] {
			denied("lifecycle", {hook: {action: {"host": "a"}}}, sprintf("lifecycle.%s.%s.host", [hook, action]))
			allowed("lifecycle", {hook: {action: {"port": 80}}})
		}
	}
}

test_apparmor if {
	field := "securityContext/appArmorProfile"
	denied(field, {"type": "Unconfined"}, "securityContext.appArmorProfile.type")
	allowed(field, {"type": "RuntimeDefault"})
	allowed(field, {"type": "Localhost", "localhostProfile": "a"})
	pod(add("/securityContext/appArmorProfile", {"type": "Unconfined"})) == {"$.spec.securityContext.appArmorProfile.type"}
	pod(add("/securityContext/appArmorProfile", {"type": "RuntimeDefault"})) == set()
}

annotated(name, value) := fixtures.found("sec_016", json.patch(
	fixtures.create_pod(fixtures.pod_spec),
	[{"op": "add", "path": "/review/object/metadata/annotations", "value": {name: value}}],
))

test_apparmor_annotations if {
	name := "container.apparmor.security.beta.kubernetes.io/web"
	annotated(name, "unconfined") == {sprintf("$.metadata.annotations[%q]", [name])}
	annotated(name, "runtime/default") == set()
	annotated(name, "localhost/a") == set()
	annotated(name, "") == set()
	annotated("other", "unconfined") == set()
}

test_selinux if {
	field := "securityContext/seLinuxOptions"
	denied(field, {"type": "spc_t"}, "securityContext.seLinuxOptions.type")
	denied(field, {"user": "root"}, "securityContext.seLinuxOptions.user")
	denied(field, {"role": "sysadm_r"}, "securityContext.seLinuxOptions.role")
	allowed(field, {"type": "", "user": "", "role": ""})
	every type in ["container_t", "container_init_t", "container_kvm_t", "container_engine_t"] {
		allowed(field, {"type": type, "level": "s0"})
	}
	pod(add("/securityContext/seLinuxOptions", {"type": "spc_t", "user": "a"})) == {
		"$.spec.securityContext.seLinuxOptions.type",
		"$.spec.securityContext.seLinuxOptions.user",
	}
}

test_proc_mount if {
	denied("securityContext/procMount", "Unmasked", "securityContext.procMount")
	allowed("securityContext/procMount", "Default")
}

test_sysctls if {
	every name in sec_016.safe_sysctls {
		pod(add("/securityContext/sysctls", [{"name": name, "value": "1"}])) == set()
	}
	sysctls := [{"name": "net.ipv4.tcp_syncookies"}, {"name": "kernel.msgmax", "value": "1"}]
	pod(add("/securityContext/sysctls", sysctls)) == {"$.spec.securityContext.sysctls[1].name"}
}

test_windows_host_processes if {
	field := "securityContext/windowsOptions"
	denied(field, {"hostProcess": true}, "securityContext.windowsOptions.hostProcess")
	allowed(field, {"hostProcess": false})
	pod(add("/securityContext/windowsOptions", {"hostProcess": true})) == {"$.spec.securityContext.windowsOptions.hostProcess"}
}

test_volumes if {
	every type in sec_016.volume_types {
		pod(add("/volumes", [{"name": "a", type: {}}])) == set()
	}
	every type in ["hostPath", "nfs", "awsElasticBlockStore", "gitRepo", "flexVolume", "new"] {
		pod(add("/volumes", [{"name": "a", "emptyDir": {}}, {"name": "b", type: {}}])) == {"$.spec.volumes[1]"}
	}
}

test_privilege_escalation if {
	denied("securityContext/allowPrivilegeEscalation", true, "securityContext.allowPrivilegeEscalation")
	pod([{"op": "remove", "path": "/containers/0/securityContext/allowPrivilegeEscalation"}]) == {"$.spec.containers[0].securityContext.allowPrivilegeEscalation"}
}

non_root(of_pod, of_container) := fixtures.found("sec_016", fixtures.create_pod(object.union(
	fixtures.pod_spec,
	{
		"securityContext": object.union({"seccompProfile": {"type": "RuntimeDefault"}}, of_pod),
		"containers": [object.union(fixtures.container, {"securityContext": of_container})],
	},
)))

# The pod's value is the containers' default.
test_run_as_non_root if {
	yes := {"runAsNonRoot": true}
	no := {"runAsNonRoot": false}
	of_pod := "$.spec.securityContext.runAsNonRoot"
	of_container := "$.spec.containers[0].securityContext.runAsNonRoot"
	object.remove(fixtures.pod_spec.securityContext, ["runAsNonRoot"]) == {"seccompProfile": {"type": "RuntimeDefault"}}
	non_root(yes, yes) == set()
	non_root(yes, {}) == set()
	non_root(yes, no) == {of_container}
	non_root(no, yes) == {of_pod}
	non_root(no, {}) == {of_pod, of_container}
	non_root(no, no) == {of_pod, of_container}
}

unset(of_container) := pod([
	{"op": "remove", "path": "/securityContext/runAsNonRoot"},
	{"op": "add", "path": "/containers/0/securityContext/runAsNonRoot", "value": of_container},
])

test_run_as_non_root_by_the_container_alone if {
	unset(true) == set()
	unset(false) == {"$.spec.containers[0].securityContext.runAsNonRoot"}
	pod([{"op": "remove", "path": "/securityContext/runAsNonRoot"}]) == {"$.spec.containers[0].securityContext.runAsNonRoot"}
}

test_run_as_user if {
	denied("securityContext/runAsUser", 0, "securityContext.runAsUser")
	allowed("securityContext/runAsUser", 1000)
	pod(add("/securityContext/runAsUser", 0)) == {"$.spec.securityContext.runAsUser"}
	pod(add("/securityContext/runAsUser", 1)) == set()
}

test_root_of_an_own_user_namespace_is_not_the_nodes if {
	own := {"op": "add", "path": "/hostUsers", "value": false}
	pod([own, {"op": "replace", "path": "/securityContext/runAsNonRoot", "value": false}]) == set()
	pod([own, {"op": "remove", "path": "/securityContext/runAsNonRoot"}]) == set()
	pod([own, {"op": "add", "path": "/securityContext/runAsUser", "value": 0}]) == set()
	count(pod([
		{"op": "add", "path": "/hostUsers", "value": true},
		{"op": "add", "path": "/securityContext/runAsUser", "value": 0},
	])) == 1
}

test_seccomp if {
	field := "securityContext/seccompProfile"
	denied(field, {"type": "Unconfined"}, "securityContext.seccompProfile.type")
	allowed(field, {"type": "RuntimeDefault"})
	allowed(field, {"type": "Localhost", "localhostProfile": "a"})
	pod(add("/securityContext/seccompProfile", {"type": "Unconfined"})) == {"$.spec.securityContext.seccompProfile.type"}
}

test_seccomp_by_the_container_alone if {
	without := {"op": "remove", "path": "/securityContext/seccompProfile"}
	pod([without]) == {"$.spec.containers[0].securityContext.seccompProfile.type"}
	pod(array.concat([without], add("/containers/0/securityContext/seccompProfile", {"type": "RuntimeDefault"}))) == set()
}

test_capabilities if {
	field := "securityContext/capabilities"
	denied(field, {"drop": ["NET_RAW"]}, "securityContext.capabilities.drop")
	denied(field, {}, "securityContext.capabilities.drop")
	denied(field, {"drop": ["ALL"], "add": ["NET_BIND_SERVICE", "CHOWN"]}, "securityContext.capabilities.add")
	allowed(field, {"drop": ["NET_RAW", "ALL"], "add": ["NET_BIND_SERVICE"]})
}

# What Windows does not have is not asked of its pods.
test_windows if {
	spec := {
		"os": {"name": "windows"},
		"securityContext": {"runAsNonRoot": true},
		"containers": [{
			"name": "a",
			"securityContext": {"capabilities": {"add": ["CHOWN"]}, "seccompProfile": {"type": "Unconfined"}},
		}],
	}
	fixtures.found("sec_016", fixtures.create_pod(spec)) == set()
	linux := object.union(spec, {"os": {"name": "linux"}})
	count(fixtures.found("sec_016", fixtures.create_pod(linux))) == 4
}

test_a_container_without_a_security_context if {
	given := fixtures.create_pod({"containers": [{"name": "a"}]})
	fixtures.found("sec_016", given) == {
		"$.spec.containers[0].securityContext.allowPrivilegeEscalation",
		"$.spec.containers[0].securityContext.runAsNonRoot",
		"$.spec.containers[0].securityContext.seccompProfile.type",
		"$.spec.containers[0].securityContext.capabilities.drop",
	}
}

test_messages_name_the_container_and_what_is_right if {
	given := fixtures.container_with("/securityContext/capabilities/add", ["SYS_ADMIN", "CHOWN"])
	{[finding.message, finding.messageZh] | some finding in sec_016.findings} == {[
		`container "web" adds capabilities CHOWN, SYS_ADMIN: only NET_BIND_SERVICE may be added`,
		`容器 "web" 增加了能力 CHOWN, SYS_ADMIN：只能增加 NET_BIND_SERVICE`,
	]} with input as given
}
