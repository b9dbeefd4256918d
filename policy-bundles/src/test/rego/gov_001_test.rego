package yunzhi.policies.gov_001_test

import data.yunzhi.fixtures
import data.yunzhi.policies.gov_001

messages(given) := texts if {
	texts := {finding.message | some finding in gov_001.findings} with input as given
}

on(category, given) := json.patch(given, [{
	"op": "replace",
	"path": "/context/cloud",
	"value": {"name": "own-room", "category": category},
}])

exempt := [{"op": "add", "path": "/exemption", "value": {"legalBasis": "某法第九条"}}]

test_the_government_cloud_passes if {
	messages(fixtures.request_with([])) == set()
	messages(fixtures.tenant_with([])) == set()
}

test_other_targets_are_denied if {
	messages(on("Departmental", fixtures.request_with([]))) == {`cloud "own-room" is a department's own machine room: leave spec.cloud out, or give the legal basis in spec.exemption.legalBasis`}
	messages(on("Other", fixtures.tenant_with([]))) == {`cloud "own-room" is no part of the unified government cloud: leave spec.cloud out, or give the legal basis in spec.exemption.legalBasis`}
}

test_an_exemption_names_its_legal_basis if {
	messages(on("Departmental", fixtures.request_with(exempt))) == set()
	blank := [{"op": "add", "path": "/exemption", "value": {"legalBasis": " "}}]
	count(messages(on("Departmental", fixtures.request_with(blank)))) == 1
}

test_other_fields_of_a_tenant_from_before_can_be_changed if {
	changed := [{"op": "replace", "path": "/purpose", "value": "其他"}]
	messages(on("Other", fixtures.change_of_tenant(fixtures.request_spec, changed))) == set()
	withdrawn := json.patch(fixtures.request_spec, exempt)
	count(messages(on("Other", fixtures.change_of_tenant(withdrawn, [])))) == 1
}

room(fields, given) := json.patch(given, [
	{"op": "add", "path": "/context/machineRoom", "value": object.union({"name": "lake-room", "displayName": "湖区机房", "department": "lake"}, fields)},
	{"op": "replace", "path": "/context/cloud", "value": {"name": "lake-room"}},
])

test_a_registered_machine_room_is_none_of_the_unified_cloud if {
	asked := {`"lake-room" is machine room "湖区机房" of department "lake": leave spec.cloud out, or give the legal basis in spec.exemption.legalBasis`}
	messages(room({}, fixtures.request_with([]))) == asked
	messages(room({}, fixtures.tenant_with([]))) == asked
	messages(room({}, fixtures.request_with(exempt))) == set()
	count(messages(on("Departmental", room({}, fixtures.request_with([]))))) == 1
}

test_nothing_new_goes_into_one_that_closes_whatever_the_exemption if {
	closing := {`nothing new goes into machine room "湖区机房", which closes on 2027-12-31: leave spec.cloud out`}
	messages(room({"closesOn": "2027-12-31"}, fixtures.request_with(exempt))) == closing
	messages(room({"closesOn": "2027-12-31"}, fixtures.tenant_with(exempt))) == closing
	closed := {`machine room "湖区机房" was closed on 2026-10-01: leave spec.cloud out`}
	messages(room({"closesOn": "2027-12-31", "closedOn": "2026-10-01"}, fixtures.request_with(exempt))) == closed
}

test_what_is_in_one_that_closes_can_be_changed if {
	there := json.patch(fixtures.request_spec, exempt)
	closes := {"closesOn": "2027-12-31"}
	messages(room(closes, fixtures.change_of_tenant(there, exempt))) == set()
	messages(room(closes, fixtures.change_request(there, {}, ["purpose"]))) == set()
}
