package yunzhi.policies.sec_014

import data.yunzhi.lib

findings contains lib.violation(
	"$.metadata.namespace",
	sprintf("namespace %q is open for %s: it must have a NetworkPolicy with an empty podSelector, policyTypes %s and no %s rules", [namespace, rules, direction, rules]),
	sprintf("命名空间 %q 未默认拒绝 %s 流量：必须有 podSelector 为空、policyTypes 含 %s 且没有 %s 规则的网络策略", [namespace, rules, direction, rules]),
) if {
	lib.pod
	some direction, rules in {"Ingress": "ingress", "Egress": "egress"}
	not closed(direction, rules)
	namespace := input.review.namespace
}

# A namespace whose policies are not known counts as open.
closed(direction, rules) if {
	some policy in input.context.namespace.networkPolicies
	selects_all_pods(policy.spec.podSelector)
	direction in object.get(policy.spec, "policyTypes", ["Ingress"])
	count(object.get(policy.spec, rules, [])) == 0
}

selects_all_pods(selector) if {
	count(object.get(selector, "matchLabels", {})) == 0
	count(object.get(selector, "matchExpressions", [])) == 0
}
