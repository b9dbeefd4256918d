package yunzhi.policies.sec_014

import data.yunzhi.lib

network_policy := input.review.object.spec if {
	lib.kind == "networking.k8s.io/NetworkPolicy"
	lib.specified
}

rules contains {"field": field, "peers": peers, "index": index, "rule": rule} if {
	some field, peers in {"ingress": "from", "egress": "to"}
	some index, rule in network_policy[field]
}

findings contains lib.violation(
	sprintf("$.spec.%s[%d]", [entry.field, entry.index]),
	sprintf("the rule is open to every department: %s must name peers", [entry.peers]),
	sprintf("规则向所有部门开放：%s 必须指明对端", [entry.peers]),
) if {
	some entry in rules
	count(object.get(entry.rule, entry.peers, [])) == 0
	not only_dns(entry.rule)
}

findings contains lib.violation(
	sprintf("$.spec.%s[%d].%s[%d].namespaceSelector", [entry.field, entry.index, entry.peers, index]),
	sprintf("the peer may belong to another department: select namespaces by the label yunzhi.dev/department: %s, or make an Agreement with that department", [department]),
	sprintf("对端可能属于其他部门：请使用标签 yunzhi.dev/department: %s 选择命名空间，或与该部门订立 Agreement", [department]),
) if {
	some entry in rules
	some index, peer in entry.rule[entry.peers]
	selector := peer.namespaceSelector
	not known(selector)
}

# Names must be resolvable wherever the name server is.
only_dns(rule) if {
	count(rule.ports) > 0
	every port in rule.ports {
		port.port == 53
		not port.endPort
	}
}

tenant := object.get(input.context, "tenant", {})

department := object.get(tenant, "department", "")

# What the agreements in force let this tenant reach.
partners := object.get(input.context, "partners", [])

# The values that keep a selector within what may be reached.
values := {
	"yunzhi.dev/department": {department},
	"yunzhi.dev/tenant": ({object.get(tenant, "name", "")} | {name | some name in partners}),
	"kubernetes.io/metadata.name": ({name | some name in object.get(tenant, "namespaces", [])} | {name | some name in parameters.sharedNamespaces}),
}

# Every namespace of the department and of those below it bears this label.
ancestor := concat("", ["ancestor.yunzhi.dev/", tenant.departmentCode])

known(selector) if {
	some key, value in selector.matchLabels
	value in values[key]
}

known(selector) if selector.matchLabels[ancestor]

known(selector) if {
	some expression in selector.matchExpressions
	expression.operator == "In"
	every value in expression.values {
		value in values[expression.key]
	}
}

known(selector) if {
	some expression in selector.matchExpressions
	expression.key == ancestor
	expression.operator in {"In", "Exists"}
}
