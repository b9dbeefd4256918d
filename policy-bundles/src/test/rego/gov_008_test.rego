package yunzhi.policies.gov_008_test

import data.yunzhi.fixtures
import data.yunzhi.policies.gov_008

asking(amount) := fixtures.change_request(fixtures.request_spec, {"requests.cpu": amount}, [])

noticed(given) := json.patch(given, [{"op": "add", "path": "/context/request/idleNotice", "value": "2026-11-01"}])

test_without_a_notice_more_passes if fixtures.found("gov_008", asking(6)) == set()

test_under_notice_more_is_denied if {
	fixtures.found("gov_008", noticed(asking(5))) == {`$.spec.quota["requests.cpu"]`}
	texts := {finding.message | some finding in gov_008.findings} with input as noticed(asking(5))
	texts == {`tenant "tax-online" lies idle (2026-11-01), so its requests.cpu cannot grow: ask for no more than was approved`}
}

test_under_notice_less_passes if {
	fixtures.found("gov_008", noticed(asking(4))) == set()
	fixtures.found("gov_008", noticed(asking(1))) == set()
}

test_a_resource_that_was_not_approved_is_more if {
	other := fixtures.change_request(fixtures.request_spec, {"requests.cpu": 4, "pods": 1}, [])
	fixtures.found("gov_008", noticed(other)) == {`$.spec.quota["pods"]`}
}
