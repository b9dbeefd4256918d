package yunzhi.policies.gov_013_test

import data.yunzhi.fixtures
import data.yunzhi.policies.gov_013

stages(given) := names if {
	names := {[stage.stage, stage.quorum] | some stage in gov_013.stages} with input as given
}

level(value) := stages(fixtures.request_with([{"op": "replace", "path": "/protectionLevel", "value": value}]))

test_who_decides_depends_on_the_protection_level if {
	level(1) == {["Platform", 1]}
	level(2) == {["Platform", 1]}
	level(3) == {["Platform", 1], ["Security", 1]}
	level(4) == {["Platform", 1], ["Security", 1], ["Expert", 2]}
}

test_an_unknown_level_counts_as_the_strictest if {
	level(null) == level(4)
	stages(fixtures.request_with([{"op": "remove", "path": "/protectionLevel"}])) == level(4)
}

test_experts_decide_on_what_is_large if {
	quota := {"op": "add", "path": "/context/quota", "value": {"asked": {"requests.cpu": 256}}}
	stages(json.patch(fixtures.create_request(fixtures.request_spec), [quota])) == {
		["Platform", 1],
		["Security", 1],
		["Expert", 2],
	}
}

of_department(name) := stages(json.patch(fixtures.create_request(fixtures.request_spec), [{
	"op": "add",
	"path": "/context/department",
	"value": {"name": "anji", "level": name},
}]))

test_the_department_one_level_up_decides_for_counties_and_below if {
	not ["Parent", 1] in of_department("City")
	["Parent", 1] in of_department("County")
	["Parent", 1] in of_department("Village")
}

test_a_change_that_is_filed_needs_nobody if {
	stages(fixtures.change_request(fixtures.request_spec, {"requests.cpu": 4}, [])) == set()
}

test_a_change_of_weight_needs_what_a_request_needs if {
	stages(fixtures.change_request(fixtures.request_spec, {"requests.cpu": 8}, [])) == {
		["Platform", 1],
		["Security", 1],
	}
}

test_an_approval_counts_for_a_time if {
	days := {stage.expiresAfterDays | some stage in gov_013.stages} with input as fixtures.create_request(fixtures.request_spec)
	days == {90}
}
