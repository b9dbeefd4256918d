package yunzhi.policies.sec_015

import data.yunzhi.lib

external_ingress if {
	object_kind == "Ingress"
	not object.get(spec, "ingressClassName", "") in parameters.internalClasses
}

exposed if external_ingress

findings contains lib.violation(
	"$.spec.tls",
	"the Ingress has no TLS: spec.tls must name a certificate",
	"Ingress 没有 TLS：spec.tls 必须指定证书",
) if {
	external_ingress
	count(object.get(spec, "tls", [])) == 0
}

findings contains lib.violation(
	sprintf("$.spec.rules[%d].host", [index]),
	sprintf("host %q has no TLS: it must stand in spec.tls", [rule.host]),
	sprintf("主机名 %q 没有 TLS：必须列入 spec.tls", [rule.host]),
) if {
	external_ingress
	count(spec.tls) > 0
	some index, rule in spec.rules
	rule.host
	not encrypted(rule.host)
}

tls_hosts := {host |
	some entry in spec.tls
	some host in entry.hosts
}

encrypted(host) if host in tls_hosts

encrypted(host) if {
	labels := split(host, ".")
	concat(".", array.concat(["*"], array.slice(labels, 1, count(labels)))) in tls_hosts
}

# A certificate without hosts is for all of them.
encrypted(_) if {
	some entry in spec.tls
	count(object.get(entry, "hosts", [])) == 0
}

findings contains lib.violation(
	"$.metadata.annotations",
	sprintf("the Ingress takes every source: one of the annotations %s must list ranges, not 0.0.0.0/0 or ::/0", [names]),
	sprintf("Ingress 接受任意来源：注解 %s 之一必须列出网段，不得为 0.0.0.0/0 或 ::/0", [names]),
) if {
	external_ingress
	not ingress_restricted
	names := concat(", ", parameters.sourceRangeAnnotations)
}

ingress_restricted if {
	some name in parameters.sourceRangeAnnotations
	ranges := [trim_space(range) | some range in split(annotations[name], ",")]
	restricted(ranges)
	not "" in ranges
}
