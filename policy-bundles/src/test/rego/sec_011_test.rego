package yunzhi.policies.sec_011_test

import data.yunzhi.fixtures
import data.yunzhi.policies.sec_011

messages(given) := texts if {
	texts := {finding.message | some finding in sec_011.findings} with input as given
}

level(value) := [{"op": "replace", "path": "/protectionLevel", "value": value}]

above := {`level 4 is above level 3 of cloud "home": spec.protectionLevel must be 3 or lower`}

test_a_level_that_the_cloud_has_passes if {
	every value in [1, 2, 3] {
		messages(fixtures.request_with(level(value))) == set()
		messages(fixtures.tenant_with(level(value))) == set()
	}
}

test_a_level_above_the_cloud_is_denied if {
	messages(fixtures.request_with(level(4))) == above
	messages(fixtures.tenant_with(level(4))) == above
}

test_an_unknown_level_is_denied if {
	messages(fixtures.request_with([{"op": "remove", "path": "/protectionLevel"}])) == {"the protection level is not set: spec.protectionLevel must be 1, 2, 3 or 4"}
}

test_an_unknown_cloud_is_denied if {
	given := json.remove(fixtures.create_request(fixtures.request_spec), ["context/cloud"])
	messages(given) == {"the protection level of the cloud is not known, so nothing can be placed on it: its Cloud must name one"}
}

test_workloads_are_not_judged if {
	messages(fixtures.create_pod(fixtures.pod_spec)) == set()
}
