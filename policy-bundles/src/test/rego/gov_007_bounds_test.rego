package yunzhi.policies.gov_007_bounds_test

import data.yunzhi.fixtures
import data.yunzhi.policies.gov_007

ending(at, bounds) := {finding.message |
	some finding in gov_007.findings with input as json.patch(
		fixtures.request_with([{"op": "replace", "path": "/expiresAt", "value": at}]),
		[{"op": "add", "path": "/context/bounds", "value": bounds}],
	)
}

year := {"maxTermDays": {"production": 365}}

test_the_departments_longest_term_is_inclusive if {
	ending("2027-11-01T00:00:00+08:00", year) == set()
	ending("2027-11-01T00:00:01+08:00", year) == {"the term of 366 days is longer than the 365 days that the bounds of the department allow in environment Production: spec.expiresAt must be earlier"}
}

test_another_environments_term_does_not_count if {
	ending("2027-11-01T00:00:01+08:00", {"maxTermDays": {"development": 30}}) == set()
	ending("2027-11-01T00:00:01+08:00", {"registries": []}) == set()
}
