package yunzhi.policies.sec_012_test

import data.yunzhi.fixtures
import data.yunzhi.policies.sec_012

found(given) := fixtures.effects("sec_012", given)

unfiled := {["$.spec.compliance.filingNumber", "own"]}

untested := {["$.spec.compliance.testedOn", "Warn"]}

nothing := [{"op": "remove", "path": "/compliance"}]

level(value) := {"op": "replace", "path": "/protectionLevel", "value": value}

tested(date) := {"op": "replace", "path": "/compliance/testedOn", "value": date}

development := {"op": "replace", "path": "/environment", "value": "Development"}

messages(given) := texts if {
	texts := {finding.message | some finding in sec_012.findings} with input as given
}

test_what_is_filed_and_tested_passes if {
	found(fixtures.request_with([])) == set()
	found(fixtures.tenant_with([])) == set()
}

test_what_is_not_filed_is_denied if {
	found(fixtures.request_with(nothing)) == unfiled | untested
	found(fixtures.tenant_with(nothing)) == unfiled | untested
	found(fixtures.request_with([{"op": "remove", "path": "/compliance/filingNumber"}])) == unfiled
}

test_the_messages_name_the_level if {
	messages(fixtures.request_with(nothing)) == {
		"production of protection level 3 is not filed: spec.compliance.filingNumber must be the number of the filing",
		"production of protection level 3 was never tested: spec.compliance.testedOn must be the day of its test",
	}
	messages(fixtures.request_with([tested("2025-11-20")])) == {"the last test was 369 days ago, on 2025-11-20: protection level 3 is tested every 365 days"}
}

test_level_1_and_other_environments_are_not_judged if {
	found(fixtures.request_with(array.concat(nothing, [level(1)]))) == set()
	found(fixtures.request_with(array.concat(nothing, [development]))) == set()
	found(fixtures.create_pod(fixtures.pod_spec)) == set()
}

test_each_level_has_its_own_interval if {
	found(fixtures.request_with([tested("2025-01-01"), level(2)])) == set()
	found(fixtures.request_with([tested("2025-01-01"), level(3)])) == untested
	found(fixtures.request_with([tested("2026-04-01"), level(3)])) == set()
	found(fixtures.request_with([tested("2026-04-01"), level(4)])) == untested
}

test_a_day_that_there_is_not_is_none if found(fixtures.request_with([tested("2026-02-30")])) == untested

test_a_tenant_from_before_can_be_changed_otherwise if {
	old := json.patch(fixtures.request_spec, nothing)
	change := array.concat(nothing, [{"op": "replace", "path": "/purpose", "value": "其他"}])
	found(fixtures.change_of_tenant(old, change)) == untested
	found(fixtures.change_of_tenant(old, array.concat(nothing, [level(4)]))) == unfiled | untested
}
