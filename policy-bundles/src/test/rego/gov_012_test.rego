package yunzhi.policies.gov_012_test

import data.yunzhi.policies.gov_012

device(changes) := object.union(
	{
		"code": "C-1",
		"department": "police",
		"kind": "Camera",
		"shared": true,
		"metres": 12,
	},
	changes,
)

registration(devices) := {
	"review": {
		"kind": {"group": "register.yunzhi.dev", "version": "v1", "kind": "SensingDevice"},
		"operation": "CREATE",
		"object": {"metadata": {"name": "C-9"}, "spec": {"deviceType": "Camera", "shared": false}},
	},
	"context": {"now": "2026-11-26T08:00:00Z", "devicesNear": devices},
}

texts(given) := found if {
	found := {finding.message | some finding in gov_012.findings} with input as given
}

test_a_shared_camera_nearby_is_told if {
	texts(registration([device({})])) == {`the shared Camera "C-1" of department "police" stands 12 m away, within 50 m: use that one`}
}

test_it_is_told_in_chinese if {
	told := {finding.messageZh | some finding in gov_012.findings} with input as registration([device({})])
	told == {`12 米处（50 米以内）已有部门 "police" 的共享感知终端 "C-1"（Camera）：请使用该终端`}
}

test_the_nearest_is_told_once if {
	far := device({"code": "C-2", "metres": 49})
	beside := device({"code": "C-0"})
	texts(registration([far, device({}), beside])) == {`the shared Camera "C-0" of department "police" stands 12 m away, within 50 m: use that one`}
}

test_the_distance_itself_is_near if {
	count(texts(registration([device({"metres": 50})]))) == 1
	texts(registration([device({"metres": 51})])) == set()
}

test_the_distance_can_be_set if {
	given := registration([device({"metres": 300})])
	count(gov_012.findings) == 1 with input as given with data.parameters.gov_012.metres as 300
}

test_what_is_not_shared_is_nobodys_business if {
	texts(registration([device({"shared": false})])) == set()
}

test_another_type_does_not_do if {
	texts(registration([device({"kind": "Noise"})])) == set()
}

test_a_device_that_stands_is_left_alone if {
	given := json.patch(registration([device({})]), [{"op": "replace", "path": "/review/operation", "value": "UPDATE"}])
	texts(given) == set()
}

test_nothing_near_passes if {
	texts(registration([])) == set()
}
