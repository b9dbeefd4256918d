package yunzhi.policies.sec_013_test

import data.yunzhi.fixtures

in_pool(given, pool, level) := json.patch(given, [
	{"op": "add", "path": "/context/tenant/nodePool", "value": pool},
	{"op": "add", "path": "/context/tenant/protectionLevel", "value": level},
])

found(given) := fixtures.found("sec_013", given)

pod(patches) := fixtures.pod_with(patches)

selector(pool) := {"op": "add", "path": "/nodeSelector", "value": {"yunzhi.dev/node-pool": pool}}

tolerations(list) := {"op": "add", "path": "/tolerations", "value": list}

own := [{"key": "yunzhi.dev/node-pool", "operator": "Equal", "value": "gold", "effect": "NoSchedule"}]

test_a_pod_in_the_pool_of_its_tenant_passes if {
	found(in_pool(pod([selector("gold"), tolerations(own)]), "gold", 4)) == set()
}

test_a_pod_of_a_tenant_without_a_pool_passes if {
	found(pod([tolerations([{"key": "node.kubernetes.io/not-ready", "operator": "Exists"}])])) == set()
}

test_a_pod_that_may_leave_its_pool_is_denied if {
	found(in_pool(pod([]), "gold", 3)) == {"$.spec.nodeSelector"}
}

test_a_template_need_not_name_the_pool if {
	template := {"template": {"spec": fixtures.pod_spec}}
	found(in_pool(fixtures.create("apps", "Deployment", fixtures.object(template)), "gold", 3)) == set()
}

test_the_pool_of_another_is_denied if {
	found(in_pool(pod([selector("lead")]), "gold", 3)) == {"$.spec.nodeSelector"}
	found(pod([selector("lead")])) == {"$.spec.nodeSelector"}
}

test_tolerating_the_pools_of_others_is_denied if {
	every toleration in [
		{"operator": "Exists"},
		{"key": "yunzhi.dev/node-pool", "operator": "Exists"},
		{"key": "yunzhi.dev/node-pool", "value": "lead"},
	] {
		found(in_pool(pod([selector("gold"), tolerations([toleration])]), "gold", 3)) == {"$.spec.tolerations[0]"}
		found(pod([tolerations([toleration])])) == {"$.spec.tolerations[0]"}
	}
}

test_picking_a_node_is_denied if {
	found(pod([{"op": "add", "path": "/nodeName", "value": "n1"}])) == {"$.spec.nodeName"}
}

test_a_pod_that_was_scheduled_can_be_changed if {
	bound := json.patch(fixtures.pod_spec, [{"op": "add", "path": "/nodeName", "value": "n1"}])
	changed := json.patch(bound, [{"op": "add", "path": "/activeDeadlineSeconds", "value": 9}])
	found(fixtures.update("", "Pod", fixtures.object(bound), fixtures.object(changed))) == set()
}

test_level_four_without_a_pool_is_denied if {
	found(in_pool(pod([]), "", 4)) == {"$.spec"}
	found(fixtures.tenant_with([{"op": "replace", "path": "/protectionLevel", "value": 4}])) == {"$.spec.nodePool"}
}

tenant(level, others) := json.patch(
	fixtures.tenant_with([
		{"op": "replace", "path": "/protectionLevel", "value": level},
		{"op": "add", "path": "/nodePool", "value": "gold"},
	]),
	[{"op": "add", "path": "/context/poolTenants", "value": others}],
)

test_level_four_shares_with_nobody if {
	found(tenant(4, [])) == set()
	found(tenant(4, [{"name": "b", "protectionLevel": 2}])) == {"$.spec.nodePool"}
	found(tenant(2, [{"name": "b", "protectionLevel": 4}])) == {"$.spec.nodePool"}
	found(tenant(2, [{"name": "b", "protectionLevel": 3}])) == set()
}
