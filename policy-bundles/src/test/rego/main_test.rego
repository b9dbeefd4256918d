package yunzhi_test

import data.yunzhi
import data.yunzhi.fixtures

privileged := fixtures.container_with("/securityContext/privileged", true)

test_a_finding_carries_policy_effect_messages_path_and_clauses if {
	findings := yunzhi.findings with input as privileged
	findings == {{
		"policy": "SEC-016",
		"effect": "Deny",
		"message": `container "web" is privileged: privileged must be false or absent`,
		"messageZh": `容器 "web" 是特权容器：privileged 必须为 false 或不设置`,
		"path": "$.spec.containers[0].securityContext.privileged",
		"clauses": yunzhi.policies.sec_016.about.custom.clauses,
		"exempt": false,
	}}
}

test_what_keeps_to_the_rules_has_no_findings if {
	yunzhi.findings == set() with input as fixtures.create_pod(fixtures.pod_spec)
	yunzhi.findings == set() with input as fixtures.create_request(fixtures.request_spec)
	yunzhi.findings == set() with input as fixtures.create_tenant(fixtures.request_spec)
}

effects(given, override) := found if {
	found := {finding.effect | some finding in yunzhi.findings} with input as given
		with data.effects as override
}

test_an_override_replaces_the_effect if {
	effects(privileged, {"sec_016": "Audit"}) == {"Audit"}
	effects(privileged, {"sec_016": "Warn"}) == {"Warn"}
	effects(privileged, {"sec_019": "Warn"}) == {"Deny"}
}

ending := fixtures.tenant_with([{
	"op": "replace",
	"path": "/expiresAt",
	"value": "2026-12-01T00:00:00Z",
}])

test_an_override_makes_no_lighter_finding_heavier if {
	effects(ending, {}) == {"Warn"}
	effects(ending, {"gov_007": "Deny"}) == {"Warn"}
	effects(ending, {"gov_007": "Warn"}) == {"Warn"}
}

test_an_override_makes_every_finding_as_light if {
	effects(ending, {"gov_007": "Audit"}) == {"Audit"}
}

test_stages_name_the_policy_that_asks_whatever_its_effect if {
	stages := yunzhi.stages with input as fixtures.create_request(fixtures.request_spec)
		with data.effects as {"gov_013": "Audit"}
	{[stage.stage, stage.policy] | some stage in stages} == {
		["Platform", "GOV-013"],
		["Security", "GOV-013"],
	}
}

test_other_objects_need_no_approval if {
	yunzhi.stages == set() with input as fixtures.create_pod(fixtures.pod_spec)
	yunzhi.stages == set() with input as fixtures.create_tenant(fixtures.request_spec)
}

test_clauses_can_be_corrected if {
	clause := {"standard": "S", "edition": "1", "clause": "2", "confirmed": true}
	findings := yunzhi.findings with input as privileged with data.clauses as {"sec_016": [clause]}
	{finding.clauses | some finding in findings} == {[clause]}
}

test_an_exempt_finding_is_still_found if {
	exception := {
		"name": "legacy",
		"namespace": "tax-web",
		"policies": ["SEC-016"],
		"kinds": ["Pod"],
		"names": ["web"],
		"expiresAt": "2026-12-31T00:00:00Z",
	}
	given := json.patch(privileged, [{
		"op": "replace",
		"path": "/context/exceptions",
		"value": [exception],
	}])
	findings := yunzhi.findings with input as given
	{[finding.effect, finding.exempt, finding.exception] | some finding in findings} == {["Deny", true, "legacy"]}
}

ids := [
	"GOV-001",
	"GOV-002",
	"GOV-003",
	"GOV-004",
	"GOV-005",
	"GOV-006",
	"GOV-007",
	"GOV-008",
	"GOV-009",
	"GOV-010",
	"GOV-011",
	"GOV-012",
	"GOV-013",
	"ISO-001",
	"ISO-002",
	"ISO-003",
	"ISO-004",
	"ISO-005",
	"ISO-006",
	"ISO-007",
	"SEC-011",
	"SEC-012",
	"SEC-013",
	"SEC-014",
	"SEC-015",
	"SEC-016",
	"SEC-017",
	"SEC-018",
	"SEC-019",
	"SEC-020",
	"SEC-021",
	"SEC-022",
	"SEC-023",
	"SEC-024",
	"SEC-025",
]

test_the_catalogue_describes_every_policy if {
	sort([entry.id | some entry in yunzhi.catalogue]) == ids
	every entry in yunzhi.catalogue {
		every field in ["title", "titleZh", "description", "descriptionZh", "remedy", "remedyZh"] {
			count(entry[field]) > 0
		}
		entry.effect in {"Deny", "Warn", "Audit"}
		count(entry.kinds) > 0
		count(entry.clauses) > 0
		every clause in entry.clauses {
			is_boolean(clause.confirmed)
		}
		entry.key == replace(lower(entry.id), "-", "_")
	}
}

test_every_parameter_has_a_default_and_a_description if {
	every entry in yunzhi.catalogue {
		properties := object.get(entry.schema, "properties", {})
		object.keys(properties) == object.keys(entry.parameters)
		every property in properties {
			count(property.description) > 0
		}
	}
}
