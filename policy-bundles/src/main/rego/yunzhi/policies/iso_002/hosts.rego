package yunzhi.policies.iso_002

import data.yunzhi.lib

# Every host, and where it stands.
hosts contains {"host": rule.host, "path": sprintf("$.spec.rules[%d].host", [index])} if {
	lib.kind == "networking.k8s.io/Ingress"
	some index, rule in spec.rules
	rule.host != ""
}

hosts contains {"host": host, "path": sprintf("$.spec.tls[%d].hosts[%d]", [index, place])} if {
	lib.kind == "networking.k8s.io/Ingress"
	some index, entry in spec.tls
	some place, host in entry.hosts
}

hosts contains {"host": host, "path": sprintf("$.spec.hostnames[%d]", [index])} if {
	lib.kind in routes
	some index, host in spec.hostnames
}

hosts contains {"host": listener.hostname, "path": sprintf("$.spec.listeners[%d].hostname", [index])} if {
	lib.kind == "gateway.networking.k8s.io/Gateway"
	some index, listener in spec.listeners
	object.get(listener, "hostname", "") != ""
}

# What names no host takes whatever comes, other tenants' included.
catch_all contains sprintf("$.spec.rules[%d].host", [index]) if {
	lib.kind == "networking.k8s.io/Ingress"
	some index, rule in spec.rules
	object.get(rule, "host", "") == ""
}

catch_all contains "$.spec.defaultBackend" if {
	lib.kind == "networking.k8s.io/Ingress"
	spec.defaultBackend
}

catch_all contains "$.spec.hostnames" if {
	lib.kind in routes
	count(object.get(spec, "hostnames", [])) == 0
}

catch_all contains sprintf("$.spec.listeners[%d].hostname", [index]) if {
	lib.kind == "gateway.networking.k8s.io/Gateway"
	some index, listener in spec.listeners
	object.get(listener, "hostname", "") == ""
}

findings contains lib.violation(
	path,
	"it takes every host, those of other tenants too: name the host",
	"未指明主机名，将接收包括其他租户在内的所有主机名：必须填写主机名",
) if {
	not settled
	some path in catch_all
}

findings contains lib.violation(
	entry.path,
	sprintf("host %q is not for this department: it must be one of %s, where *. stands for every name below", [entry.host, lib.one_of("hosts")]),
	sprintf("本部门不得使用主机名 %q：必须为 %s 之一（*. 表示其下所有名称）", [entry.host, lib.one_of_zh("hosts")]),
) if {
	not settled
	lib.bounds.hosts
	some entry in hosts
	not allowed(entry.host)
}

allowed(host) if host in lib.bounds.hosts

allowed(host) if {
	some pattern in lib.bounds.hosts
	startswith(pattern, "*.")
	endswith(host, trim_prefix(pattern, "*"))
}

findings contains lib.violation(
	entry.path,
	sprintf("host %q belongs to tenant %q already (as %q): name another, or ask that tenant to give it up", texts),
	sprintf("主机名 %q 已属于租户 %q（%q）：请使用其他主机名，或请该租户释放", texts),
) if {
	not settled
	some entry in hosts
	some holder in input.context.hostHolders
	holder.asked == entry.host
	texts := [entry.host, holder.tenant, holder.host]
}

# What stands is not judged again; a change to it is.
settled if lib.spec_unchanged
