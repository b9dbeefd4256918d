package yunzhi.policies.sec_023_test

import data.yunzhi.fixtures
import data.yunzhi.policies.sec_023

template := {
	"metadata": {"labels": {"app": "web"}},
	"spec": object.union(fixtures.pod_spec, {"topologySpreadConstraints": [{"topologyKey": "kubernetes.io/hostname"}]}),
}

spec := {"replicas": 2, "template": template}

found(patches) := fixtures.found("sec_023", of(3, patches))

of(level, patches) := budgeted(
	[{"matchLabels": {"app": "web"}}],
	json.patch(
		fixtures.create("apps", "Deployment", fixtures.object(json.patch(spec, patches))),
		[{"op": "replace", "path": "/context/tenant/protectionLevel", "value": level}],
	),
)

budgeted(selectors, given) := json.patch(given, [{"op": "add", "path": "/context/disruptionBudgets", "value": selectors}])

test_what_has_a_second_place_passes if found([]) == set()

test_one_replica_is_warned_of if {
	found([{"op": "replace", "path": "/replicas", "value": 1}]) == {"$.spec.replicas"}
	found([{"op": "remove", "path": "/replicas"}]) == {"$.spec.replicas"}
	found([{"op": "replace", "path": "/replicas", "value": 0}]) == set()
}

test_replicas_on_one_node_are_warned_of if {
	none := {"op": "remove", "path": "/template/spec/topologySpreadConstraints"}
	found([none]) == {"$.spec.template.spec"}
	found([none, {"op": "add", "path": "/template/spec/affinity", "value": {"podAntiAffinity": {}}}]) == set()
}

test_pods_without_a_budget_are_warned_of if {
	fixtures.found("sec_023", budgeted([], of(3, []))) == {"$.spec.template.metadata.labels"}
	fixtures.found("sec_023", budgeted([{"matchLabels": {"app": "other"}}], of(3, []))) == {"$.spec.template.metadata.labels"}
}

test_stateful_sets_are_judged_alike if {
	given := json.patch(of(3, [{"op": "replace", "path": "/replicas", "value": 1}]), [{"op": "replace", "path": "/review/kind/kind", "value": "StatefulSet"}])
	fixtures.found("sec_023", given) == {"$.spec.replicas"}
}

test_lower_levels_and_other_kinds_are_not_judged if {
	fixtures.found("sec_023", budgeted([], of(2, [{"op": "replace", "path": "/replicas", "value": 1}]))) == set()
	fixtures.found("sec_023", fixtures.create_pod(fixtures.pod_spec)) == set()
}

test_backups_lie_somewhere if {
	none := {"op": "remove", "path": "/backupPlace"}
	fixtures.found("sec_023", fixtures.request_with([])) == set()
	fixtures.found("sec_023", fixtures.request_with([none])) == {"$.spec.backupPlace"}
	fixtures.found("sec_023", fixtures.tenant_with([none])) == {"$.spec.backupPlace"}
	lower := {"op": "replace", "path": "/protectionLevel", "value": 2}
	fixtures.found("sec_023", fixtures.request_with([none, lower])) == set()
	texts := {finding.message | some finding in sec_023.findings} with input as fixtures.request_with([none])
	texts == {"nobody knows where the backups lie, and protection level 3 takes it: spec.backupPlace must say so"}
}

test_it_warns if sec_023.about.custom.effect == "Warn"
