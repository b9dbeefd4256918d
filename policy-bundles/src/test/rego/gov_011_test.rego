package yunzhi.policies.gov_011_test

import data.yunzhi.fixtures
import data.yunzhi.policies.gov_011

beside(others, given) := json.patch(given, [{
	"op": "add",
	"path": "/context/likeProjects",
	"value": others,
}])

like(given) := beside([{"name": "tax-portal", "department": "finance", "sameFunction": true, "likeness": 12}], given)

named(percent) := beside(
	[{"name": "tax-desk", "department": "revenue", "sameFunction": false, "likeness": percent}],
	fixtures.request_with([]),
)

test_the_only_project_of_its_kind_passes if {
	fixtures.found("gov_011", fixtures.request_with([])) == set()
}

test_a_like_project_is_denied if {
	texts := {finding.message | some finding in gov_011.findings} with input as like(fixtures.request_with([]))
	texts == {`project "tax-online" does what project "tax-portal" of department "finance" does (likeness 12 %): spec.duplicationReason of the project must say why`}
}

test_a_name_that_is_like_enough_is_denied if {
	fixtures.found("gov_011", named(69)) == set()
	texts := {text |
		some finding in gov_011.findings
		some text in [finding.message, finding.messageZh]
	} with input as named(70)
	texts == {
		`project "tax-online" is like project "tax-desk" of department "revenue" in the same area by 70 %: spec.duplicationReason of the project must say why`,
		`项目 "tax-online" 与同一区域的项目 "tax-desk"（部门 "revenue"）相似度为 70%：必须在项目的 spec.duplicationReason 中说明理由`,
	}
}

test_the_likeness_is_a_parameter if {
	gov_011.findings == set() with input as named(100)
		with data.parameters.gov_011.likeness as 101
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

offered(given) := json.patch(given, [{
	"op": "add",
	"path": "/context/likeComponents",
	"value": [{"name": "identity", "displayName": "统一身份认证", "provider": "bureau"}],
}])

test_what_the_catalogue_offers_is_not_built_again if {
	texts := {finding.message | some finding in gov_011.findings} with input as offered(fixtures.request_with([]))
	texts == {`project "tax-online" builds what common component "identity" (统一身份认证) of department "bureau" offers: subscribe to it, or say why not in spec.duplicationReason of the project`}
}

test_a_reason_lets_what_the_catalogue_offers_be_built if {
	given := json.patch(offered(fixtures.request_with([])), [{
		"op": "add",
		"path": "/context/project/duplicationReason",
		"value": "涉及离线使用",
	}])
	fixtures.found("gov_011", given) == set()
	fixtures.found("gov_011", offered(fixtures.change_request(fixtures.request_spec, {}, []))) == set()
}
