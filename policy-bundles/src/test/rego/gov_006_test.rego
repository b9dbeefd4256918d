package yunzhi.policies.gov_006_test

import data.yunzhi.fixtures
import data.yunzhi.policies.gov_006

findings(given) := found if {
	found := {[object.get(finding, "effect", "Deny"), finding.path] |
		some finding in gov_006.findings
	} with input as given
}

filed(given) if {
	gov_006.filed with input as given
}

change(asked, changed) := fixtures.change_request(fixtures.request_spec, asked, changed)

test_growth_up_to_the_percentage_is_filed if {
	filed(change({"requests.cpu": 4.6}, []))
	findings(change({"requests.cpu": 4.6}, [])) == {["Audit", "$.spec"]}
	filed(change({"requests.cpu": 1}, []))
}

test_growth_beyond_the_percentage_needs_approval if {
	not filed(change({"requests.cpu": 4.601}, []))
	findings(change({"requests.cpu": 4.601}, [])) == {["Warn", `$.spec.quota["requests.cpu"]`]}
}

test_a_resource_that_was_not_approved_needs_approval if {
	not filed(change({"requests.cpu": 4, "pods": 1}, []))
	filed(change({"requests.cpu": 4, "pods": 0}, []))
}

test_a_ceiling_that_is_taken_away_needs_approval if {
	not filed(change({}, []))
	findings(change({}, [])) == {["Warn", `$.spec.quota["requests.cpu"]`]}
}

test_fields_of_weight_need_approval if {
	filed(change({"requests.cpu": 4}, ["purpose", "editors"]))
	not filed(change({"requests.cpu": 4}, ["purpose", "expiresAt"]))
	findings(change({"requests.cpu": 4}, ["expiresAt"])) == set()
}

test_the_percentage_is_a_parameter if {
	gov_006.filed with input as change({"requests.cpu": 8}, [])
		with data.parameters.gov_006.percent as 100
}

test_a_request_for_a_new_tenant_is_no_change if {
	not filed(fixtures.create_request(fixtures.request_spec))
	findings(fixtures.create_request(fixtures.request_spec)) == set()
}

tenant(quota) := json.patch(fixtures.create_tenant(fixtures.request_spec), [{
	"op": "add",
	"path": "/context/quota",
	"value": quota,
}])

test_a_tenant_is_not_set_beyond_what_was_approved if {
	findings(tenant({"asked": {"requests.cpu": 4.6}, "approved": {"requests.cpu": 4}})) == set()
	findings(tenant({"asked": {"requests.cpu": 5}, "approved": {"requests.cpu": 4}})) == {[
		"Deny",
		`$.spec.quota["requests.cpu"]`,
	]}
}

test_a_tenant_without_a_request_behind_it_is_free if {
	findings(tenant({"asked": {"requests.cpu": 5}})) == set()
}
