package yunzhi.policies.gov_003_test

import data.yunzhi.fixtures
import data.yunzhi.policies.gov_003

without(field) := json.patch(
	fixtures.create_request(fixtures.request_spec),
	[{"op": "remove", "path": concat("", ["/context/project/", field])}],
)

messages(given) := texts if {
	texts := {finding.message | some finding in gov_003.findings} with input as given
}

test_a_complete_project_passes if {
	gov_003.findings == set() with input as fixtures.create_request(fixtures.request_spec)
}

test_each_missing_element_is_named if {
	every field in ["approvalNumber", "fundSource", "planYear", "expertReview"] {
		messages(without(field)) == {sprintf(`project "tax-online" has no %s: it must be set before a tenant is requested`, [field])}
	}
}

test_no_project if {
	given := fixtures.request_with([{"op": "remove", "path": "/project"}])
	messages(given) == {"the request names no project: spec.project must be the name of a registered project"}
}

test_an_unknown_project if {
	given := json.remove(fixtures.create_request(fixtures.request_spec), ["context/project"])
	messages(given) == {`project "tax-online" is not registered: spec.project must be the name of a registered project`}
}

test_a_gate_that_was_rejected_is_named if {
	given := json.patch(fixtures.request_with([]), [{
		"op": "add",
		"path": "/context/project/rejectedGates",
		"value": ["Initiation"],
	}])
	messages(given) == {`project "tax-online" is rejected at gate Initiation: see kubectl describe project tax-online`}
}

test_only_a_changed_spec_is_judged if {
	labelled := fixtures.update(
		"yunzhi.dev", "TenantRequest",
		fixtures.object(fixtures.request_spec),
		fixtures.object(fixtures.request_spec),
	)
	gov_003.findings == set() with input as labelled
}

test_tenants_are_not_judged if {
	gov_003.findings == set() with input as fixtures.tenant_with([{"op": "remove", "path": "/project"}])
}
