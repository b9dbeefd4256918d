package yunzhi.policies.sec_014_test

import data.yunzhi.fixtures
import data.yunzhi.policies.sec_014

workload(policies) := texts if {
	given := json.patch(fixtures.create_pod(fixtures.pod_spec), [{
		"op": "replace",
		"path": "/context/namespace/networkPolicies",
		"value": [{"spec": policy} | some policy in policies],
	}])
	texts := {[finding.path, finding.message] | some finding in sec_014.findings} with input as given
}

open(rules, direction) := [
	"$.metadata.namespace",
	sprintf(`namespace "tax-web" is open for %s: it must have a NetworkPolicy with an empty podSelector, policyTypes %s and no %s rules`, [rules, direction, rules]),
]

both := {open("ingress", "Ingress"), open("egress", "Egress")}

test_a_workload_in_a_closed_namespace_passes if {
	workload([{"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}]) == set()
	workload([
		{"podSelector": {"matchLabels": {}, "matchExpressions": []}, "policyTypes": ["Egress"], "egress": []},
		{"podSelector": {}},
	]) == set()
}

test_a_namespace_without_policies_is_open if workload([]) == both

test_a_namespace_whose_policies_are_not_known_is_open if {
	given := json.remove(fixtures.create_pod(fixtures.pod_spec), ["context/namespace"])
	count(sec_014.findings) == 2 with input as given
}

test_closed_in_one_direction_only if {
	workload([{"podSelector": {}, "policyTypes": ["Ingress"]}]) == {open("egress", "Egress")}
	workload([{"podSelector": {}, "policyTypes": ["Egress"]}]) == {open("ingress", "Ingress")}
}

test_a_policy_for_some_pods_closes_nothing if {
	types := ["Ingress", "Egress"]
	workload([{"podSelector": {"matchLabels": {"app": "a"}}, "policyTypes": types}]) == both
	expressions := [{"key": "app", "operator": "Exists"}]
	workload([{"podSelector": {"matchExpressions": expressions}, "policyTypes": types}]) == both
}

test_a_policy_with_rules_closes_nothing if {
	workload([{
		"podSelector": {},
		"policyTypes": ["Ingress", "Egress"],
		"ingress": [{}],
		"egress": [{"ports": [{"port": 53}]}],
	}]) == both
}

network_policy(spec) := fixtures.create("networking.k8s.io", "NetworkPolicy", fixtures.object(spec))

ingress(rule) := fixtures.found("sec_014", network_policy({"podSelector": {}, "ingress": [rule]}))

peer(selector) := ingress({"from": [{"podSelector": {}}, {"namespaceSelector": selector}]})

denied := {"$.spec.ingress[0].from[1].namespaceSelector"}

test_peers_of_the_own_department_pass if {
	every labels in [
		{"yunzhi.dev/department": "tax-bureau"},
		{"yunzhi.dev/tenant": "tax"},
		{"kubernetes.io/metadata.name": "tax-data"},
		{"kubernetes.io/metadata.name": "kube-system"},
		{"ancestor.yunzhi.dev/330100": "City"},
	] {
		peer({"matchLabels": labels}) == set()
	}
	every expression in [
		{"key": "yunzhi.dev/tenant", "operator": "In", "values": ["tax"]},
		{"key": "kubernetes.io/metadata.name", "operator": "In", "values": ["tax-web", "tax-data"]},
		{"key": "ancestor.yunzhi.dev/330100", "operator": "Exists"},
		{"key": "ancestor.yunzhi.dev/330100", "operator": "In", "values": ["City"]},
	] {
		peer({"matchExpressions": [expression]}) == set()
	}
}

test_peers_that_may_be_of_another_department_are_denied if {
	peer({}) == denied
	every labels in [
		{"yunzhi.dev/department": "health"},
		{"yunzhi.dev/tenant": "health"},
		{"kubernetes.io/metadata.name": "health-web"},
		{"ancestor.yunzhi.dev/330000": "Province"},
		{"app": "any"},
	] {
		peer({"matchLabels": labels}) == denied
	}
	every expression in [
		{"key": "yunzhi.dev/tenant", "operator": "NotIn", "values": ["tax"]},
		{"key": "kubernetes.io/metadata.name", "operator": "In", "values": ["tax-web", "health-web"]},
		{"key": "ancestor.yunzhi.dev/330100", "operator": "DoesNotExist"},
	] {
		peer({"matchExpressions": [expression]}) == denied
	}
}

test_without_a_tenant_every_department_is_another if {
	given := json.remove(
		network_policy({"ingress": [{"from": [{"namespaceSelector": {"matchLabels": {"yunzhi.dev/tenant": "tax"}}}]}]}),
		["context/tenant"],
	)
	count(sec_014.findings) == 1 with input as given
}

allowed(tenant) := fixtures.found("sec_014", json.patch(
	network_policy({"egress": [{"to": [{"namespaceSelector": {"matchLabels": {"yunzhi.dev/tenant": tenant}}}]}]}),
	[{"op": "add", "path": "/context/partners", "value": ["health-web"]}],
))

test_an_agreement_lets_its_tenants_reach_each_other if {
	allowed("health-web") == set()
	allowed("health-data") == {"$.spec.egress[0].to[0].namespaceSelector"}
}

test_a_rule_for_everyone_is_denied if {
	ingress({}) == {"$.spec.ingress[0]"}
	ingress({"ports": [{"port": 80}]}) == {"$.spec.ingress[0]"}
	given := network_policy({"podSelector": {}, "egress": [{"to": []}]})
	fixtures.found("sec_014", given) == {"$.spec.egress[0]"}
}

egress(ports) := fixtures.found("sec_014", network_policy({"podSelector": {}, "egress": [{"ports": ports}]}))

test_dns_may_go_everywhere if {
	egress([{"port": 53, "protocol": "UDP"}, {"port": 53, "protocol": "TCP"}]) == set()
	egress([{"port": 53}, {"port": 443}]) == {"$.spec.egress[0]"}
	egress([{"port": 53, "endPort": 60}]) == {"$.spec.egress[0]"}
}

test_address_blocks_are_not_judged if ingress({"from": [{"ipBlock": {"cidr": "10.0.0.0/8"}}]}) == set()

test_an_unchanged_policy_is_not_judged_again if {
	open_policy := fixtures.object({"podSelector": {}, "ingress": [{}]})
	fixtures.found("sec_014", fixtures.update("networking.k8s.io", "NetworkPolicy", open_policy, open_policy)) == set()
}
