package yunzhi.policies.gov_004_test

import data.yunzhi.fixtures
import data.yunzhi.policies.gov_004

found(given) := fixtures.effects("gov_004", given)

unnamed := [{"op": "remove", "path": "/system"}]

unlisted := [{"op": "replace", "path": "/system", "value": "其他系统"}]

test_a_system_of_the_catalogue_passes if {
	found(fixtures.request_with([])) == set()
	found(fixtures.tenant_with([])) == set()
}

test_a_request_for_another_is_denied if {
	found(fixtures.request_with(unnamed)) == {["$.spec.system", "Deny"]}
	found(fixtures.request_with(unlisted)) == {["$.spec.system", "Deny"]}
}

test_the_messages_say_what_is_wrong if {
	{finding.message | some finding in gov_004.findings} == {`system "其他系统" is not in the catalogue: the project must list it in spec.systems with its number`} with input as fixtures.request_with(unlisted)
	{finding.message | some finding in gov_004.findings} == {"production is for a system of the catalogue: spec.system must name one that the project lists in spec.systems"} with input as fixtures.request_with(unnamed)
}

test_a_project_without_systems_lists_none if {
	given := json.remove(fixtures.request_with([]), ["context/project/systems"])
	found(given) == {["$.spec.system", "Deny"]}
}

test_a_tenant_is_found if {
	found(fixtures.tenant_with(unnamed)) == {["$.spec.system", "Audit"]}
	found(fixtures.change_of_tenant(fixtures.request_spec, unlisted)) == {["$.spec.system", "Audit"]}
}

test_other_environments_are_not_judged if {
	development := array.concat(unnamed, [{"op": "replace", "path": "/environment", "value": "Development"}])
	found(fixtures.request_with(development)) == set()
	found(fixtures.create_pod(fixtures.pod_spec)) == set()
}
