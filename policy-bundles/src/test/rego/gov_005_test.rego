package yunzhi.policies.gov_005_test

import data.yunzhi.fixtures

without(field) := fixtures.found("gov_005", fixtures.request_with([{
	"op": "remove",
	"path": concat("", ["/", field]),
}]))

test_a_complete_request_passes if {
	fixtures.found("gov_005", fixtures.create_request(fixtures.request_spec)) == set()
}

test_each_missing_element_is_named if {
	without("owner") == {"$.spec.owner.name", "$.spec.owner"}
	without("owner/name") == {"$.spec.owner.name"}
	without("owner/phone") == {"$.spec.owner"}
	every field in ["quota", "startsAt", "expiresAt", "purpose", "custodian"] {
		without(field) == {concat("", ["$.spec.", field])}
	}
}

test_an_address_is_contact_enough if {
	given := fixtures.request_with([{"op": "replace", "path": "/owner", "value": {"name": "办公室", "email": "a@b.example"}}])
	fixtures.found("gov_005", given) == set()
}

test_tenants_are_not_judged if {
	fixtures.found("gov_005", fixtures.tenant_with([{"op": "remove", "path": "/purpose"}])) == set()
}
