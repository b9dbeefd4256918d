package yunzhi.policies.gov_011_test

import data.yunzhi.fixtures
import data.yunzhi.policies.gov_011

like(given) := json.patch(given, [{
	"op": "add",
	"path": "/context/likeProjects",
	"value": [{"name": "tax-portal", "department": "finance"}],
}])

test_the_only_project_of_its_kind_passes if {
	fixtures.found("gov_011", fixtures.request_with([])) == set()
}

test_a_like_project_is_denied if {
	texts := {finding.message | some finding in gov_011.findings} with input as like(fixtures.request_with([]))
	texts == {`project "tax-online" does what project "tax-portal" of department "finance" does: spec.duplicationReason of the project must say why`}
}

test_a_reason_lets_it_pass if {
	given := json.patch(like(fixtures.request_with([])), [{
		"op": "add",
		"path": "/context/project/duplicationReason",
		"value": "原系统即将下线",
	}])
	fixtures.found("gov_011", given) == set()
}

test_a_change_builds_nothing if {
	fixtures.found("gov_011", like(fixtures.change_request(fixtures.request_spec, {}, []))) == set()
}
