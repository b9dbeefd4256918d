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

costing(changes) := json.patch(fixtures.create_request(fixtures.request_spec), [{
	"op": "add",
	"path": "/context/project/costs",
	"value": [object.union({"date": "2026-10-01", "approved": false, "filed": true}, change) | some change in changes],
}])

# 15 % of 2 000 000 yuan are 300 000.
test_exactly_the_percentage_is_within if {
	findings(costing([{"base": 2000000, "total": 2300000}])) == set()
	findings(costing([{"base": 2000000, "total": 1700000}])) == set()
	findings(costing([{"base": 2000000, "total": 2300001}])) == {["Deny", "$.spec.project"]}
	findings(costing([{"base": 2000000, "total": 1699999}])) == {["Deny", "$.spec.project"]}
}

test_amounts_as_large_as_there_are_stay_exact if {
	findings(costing([{"base": 86956521740, "total": 100000000001}])) == set()
	findings(costing([{"base": 86956521740, "total": 100000000002}])) == {["Deny", "$.spec.project"]}
}

test_what_was_approved_anew_passes if {
	findings(costing([{"base": 2000000, "total": 4000000, "approved": true}])) == set()
}

test_what_is_within_must_be_filed if {
	findings(costing([{"base": 2000000, "total": 2300000, "filed": false}])) == {["Warn", "$.spec.project"]}
	texts := {text |
		some finding in gov_006.findings
		some text in [finding.message, finding.messageZh]
	} with input as costing([{"base": 2000000, "total": 2400000, "filed": false}])
	texts == {
		`project "tax-online" costs 2400000 yuan by the change of 2026-10-01, over 15 % off the 2000000 that were approved: the change must be approved first`,
		`项目 "tax-online" 投资变更为 2400000 元（2026-10-01），与批准投资相差超过 15%（批准投资 2000000 元）：变更必须先重新批准`,
	}
}
