package yunzhi.policies.gov_002_test

import data.yunzhi.fixtures

network := {"op": "add", "path": "/dedicatedNetwork", "value": "公安专网"}

migration := {"op": "add", "path": "/migratesOn", "value": "2027-06-30"}

exemption := {"op": "add", "path": "/exemption", "value": {"legalBasis": "某法第九条"}}

there := json.patch(fixtures.request_spec, [network])

found(given) := fixtures.effects("gov_002", given)

new := {["$.spec.dedicatedNetwork", "own"]}

dateless := {["$.spec.migratesOn", "Warn"]}

change(patches, changed) := fixtures.change_request(json.patch(there, patches), {}, changed)

test_the_common_network_passes if {
	found(fixtures.request_with([])) == set()
	found(fixtures.tenant_with([])) == set()
}

test_a_new_dedicated_network_is_denied if {
	found(fixtures.request_with([network])) == new
	found(fixtures.request_with([network, migration])) == new
	found(fixtures.tenant_with([network])) == new
	found(change([], ["dedicatedNetwork"])) == new
	found(fixtures.change_of_tenant(fixtures.request_spec, [network])) == new
}

test_an_exemption_lets_it_pass if {
	found(fixtures.request_with([network, exemption])) == set()
	found(fixtures.change_of_tenant(there, [network, exemption])) == set()
}

test_one_from_before_needs_a_date if {
	found(fixtures.change_of_tenant(there, [network])) == dateless
	found(fixtures.change_of_tenant(there, [network, migration])) == set()
	found(change([], ["quota"])) == dateless
	found(change([migration], ["migratesOn"])) == set()
}

test_workloads_are_not_judged if found(fixtures.create_pod(fixtures.pod_spec)) == set()

facility(fields, given) := json.patch(given, [{
	"op": "add",
	"path": "/context/privateNetwork",
	"value": object.union({"name": "police-net", "displayName": "公安专网", "department": "police"}, fields),
}])

test_nothing_new_joins_one_that_closes_whatever_the_exemption if {
	exempted := fixtures.request_with([network, exemption])
	found(facility({}, exempted)) == set()
	found(facility({"closesOn": "2027-12-31"}, exempted)) == new
	found(facility({"closesOn": "2027-12-31", "closedOn": "2026-10-01"}, exempted)) == new
	found(facility({"closesOn": "2027-12-31"}, fixtures.tenant_with([network, exemption]))) == new
}

test_who_is_in_one_that_nobody_will_close_is_warned_of if {
	stays := change([migration], ["migratesOn"])
	found(facility({}, stays)) == {["$.spec.dedicatedNetwork", "Warn"]}
	found(facility({"closesOn": "2027-12-31"}, stays)) == set()
	found(facility({"legalBasis": "某法第九条"}, stays)) == set()
	found(facility({"closedOn": "2026-10-01"}, stays)) == set()
}

test_who_leaves_one_after_it_closes_is_warned_of if {
	late := fixtures.change_of_tenant(there, [network, migration])
	found(facility({"closesOn": "2027-06-29"}, late)) == dateless
	found(facility({"closesOn": "2027-06-30"}, late)) == set()
}
