package yunzhi.policies.gov_009_test

import data.yunzhi.fixtures
import data.yunzhi.policies.gov_009

found(given) := fixtures.effects("gov_009", given)

completed(date, given) := json.patch(given, [{"op": "add", "path": "/context/project/completedOn", "value": date}])

accepted(given) := json.patch(given, [{"op": "add", "path": "/context/project/acceptance", "value": {"date": "2026-11-01"}}])

asked := fixtures.request_with([])

test_a_project_that_goes_on_passes if found(asked) == set()

# The context's now is 2026-11-24.
test_within_six_calendar_months_it_passes if {
	found(completed("2026-05-24", asked)) == set()
	found(completed("2026-05-23", asked)) == {["$.spec.project", "Deny"]}
}

at(instant, given) := json.patch(given, [{"op": "replace", "path": "/context/now", "value": instant}])

# February has no 31st: its last day is the last of the term, to its end in Beijing.
test_a_term_ends_with_the_last_day_of_a_shorter_month if {
	found(at("2027-02-28T15:59:59Z", completed("2026-08-31", asked))) == set()
	found(at("2027-02-28T16:00:00Z", completed("2026-08-31", asked))) == {["$.spec.project", "Deny"]}
	found(at("2028-02-29T15:59:59Z", completed("2027-08-31", asked))) == set()
	found(at("2028-02-29T16:00:00Z", completed("2027-08-31", asked))) == {["$.spec.project", "Deny"]}
}

test_months_and_days_are_parameters if {
	given := completed("2026-05-23", asked)
	gov_009.findings == set() with input as given
		with data.parameters.gov_009.acceptanceMonths as 7
	gov_009.findings == set() with input as given
		with data.parameters.gov_009 as {"acceptanceMonths": 6, "acceptanceDays": 185}
	count(gov_009.findings) == 1 with input as given
		with data.parameters.gov_009 as {"acceptanceMonths": 7, "acceptanceDays": 184}
}

test_an_accepted_one_passes if found(accepted(completed("2026-01-01", asked))) == set()

test_the_message_says_how_long if {
	texts := {finding.message | some finding in gov_009.findings} with input as completed("2026-05-20", asked)
	texts == {`project "tax-online" was completed 188 days ago, on 2026-05-20, and is not accepted: formal use takes acceptance, which was due on 2026-11-20`}
}

test_its_tenants_are_found if {
	found(completed("2026-01-01", fixtures.tenant_with([]))) == {["$.spec.project", "Audit"]}
}

test_other_environments_are_not_judged if {
	development := fixtures.request_with([{"op": "replace", "path": "/environment", "value": "Development"}])
	found(completed("2026-01-01", development)) == set()
}

test_a_day_that_there_is_not_is_none if found(completed("2026-02-30", asked)) == set()
