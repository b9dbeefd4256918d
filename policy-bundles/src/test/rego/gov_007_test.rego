package yunzhi.policies.gov_007_test

import data.yunzhi.fixtures
import data.yunzhi.policies.gov_007

findings(given) := found if {
	found := {[object.get(finding, "effect", "Deny"), finding.message] |
		some finding in gov_007.findings
	} with input as given
}

ends(at) := [{"op": "replace", "path": "/expiresAt", "value": at}]

missing := "there is no expiry: spec.expiresAt must be an RFC 3339 instant, for example 2027-12-31T23:59:59+08:00"

test_a_term_within_the_longest_passes if {
	findings(fixtures.create_request(fixtures.request_spec)) == set()
	findings(fixtures.create_tenant(fixtures.request_spec)) == set()
}

test_no_expiry_is_denied if {
	findings(fixtures.request_with([{"op": "remove", "path": "/expiresAt"}])) == {["Deny", missing]}
	findings(fixtures.tenant_with([{"op": "remove", "path": "/expiresAt"}])) == {["Deny", missing]}
	findings(fixtures.request_with(ends("next year"))) == {["Deny", missing]}
}

test_the_longest_term_is_inclusive if {
	findings(fixtures.request_with(ends("2029-10-31T00:00:00+08:00"))) == set()
	findings(fixtures.request_with(ends("2029-10-31T00:00:01+08:00"))) == {[
		"Deny",
		"the term of 1096 days is longer than the 1095 days of environment Production: spec.expiresAt must be earlier",
	]}
}

environment(name, at) := findings(fixtures.request_with(array.concat(
	ends(at),
	[{"op": "replace", "path": "/environment", "value": name}],
)))

test_each_environment_has_its_own_longest_term if {
	environment("Development", "2027-04-30T00:00:00+08:00") == set()
	count(environment("Development", "2027-05-01T00:00:00+08:00")) == 1
	environment("Emergency", "2026-12-01T00:00:00+08:00") == set()
	count(environment("Emergency", "2026-12-02T00:00:00+08:00")) == 1
}

test_an_unknown_environment_is_the_strictest if {
	environment("Other", "2026-12-01T00:00:00+08:00") == set()
	count(environment("Other", "2026-12-02T00:00:00+08:00")) == 1
}

test_without_a_start_the_term_begins_now if {
	start := [{"op": "remove", "path": "/startsAt"}]
	findings(fixtures.request_with(array.concat(start, ends("2029-11-23T08:00:00Z")))) == set()
	count(findings(fixtures.request_with(array.concat(start, ends("2029-11-23T08:00:01Z"))))) == 1
}

test_a_tenant_near_its_end_is_warned_of if {
	findings(fixtures.tenant_with(ends("2026-12-24T08:00:01Z"))) == set()
	findings(fixtures.tenant_with(ends("2026-12-24T08:00:00Z"))) == {[
		"Warn",
		"the tenant ends in 30 days, at 2026-12-24T08:00:00Z: renew it before, or it is taken back",
	]}
}

test_a_tenant_past_its_end_is_found if {
	findings(fixtures.tenant_with(ends("2026-11-24T08:00:00Z"))) == {[
		"Audit",
		"the tenant's term ended at 2026-11-24T08:00:00Z: renew it or take it back",
	]}
}

test_the_course_of_time_does_not_refuse_a_request if {
	findings(fixtures.request_with(ends("2026-11-20T08:00:00Z"))) == set()
}

renewed(at) := findings(fixtures.change_request(
	json.patch(fixtures.request_spec, array.concat(ends(at), [{
		"op": "replace",
		"path": "/startsAt",
		"value": "2023-11-01T00:00:00+08:00",
	}])),
	{"requests.cpu": 4},
	["expiresAt"],
))

test_a_renewal_reaches_as_far_from_now_on if {
	renewed("2029-11-23T08:00:00Z") == set()
	count(renewed("2029-11-23T08:00:01Z")) == 1
}

updated(at) := findings(fixtures.update(
	"yunzhi.dev",
	"Tenant",
	fixtures.object(fixtures.request_spec),
	fixtures.object(json.patch(fixtures.request_spec, array.concat(ends(at), [{
		"op": "replace",
		"path": "/startsAt",
		"value": "2023-11-01T00:00:00+08:00",
	}]))),
))

test_so_does_a_tenant_that_is_there if {
	updated("2029-11-23T08:00:00Z") == set()
	count(updated("2029-11-23T08:00:01Z")) == 1
}
