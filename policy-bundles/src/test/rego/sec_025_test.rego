package yunzhi.policies.sec_025_test

import data.yunzhi
import data.yunzhi.fixtures
import data.yunzhi.policies.sec_025

ending := fixtures.create_request({"type": "End", "tenantName": "tax-online"})

test_an_end_takes_the_whole_checklist if {
	stages := {[stage.stage, stage.policy] | some stage in yunzhi.stages} with input as ending
	stages == {
		["Platform", "SEC-025"],
		["DataReturn", "SEC-025"],
		["Wipe", "SEC-025"],
		["AssetClosure", "SEC-025"],
	}
}

test_an_end_need_not_say_what_a_request_says if {
	yunzhi.findings == set() with input as ending
}

test_nothing_else_takes_the_checklist if {
	sec_025.stages == set() with input as fixtures.create_pod(fixtures.pod_spec)
	sec_025.stages == set() with input as fixtures.create_request(fixtures.request_spec)
}
