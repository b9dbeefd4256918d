package system.log_test

import data.system.log

decision(group, kind) := {
	"decision_id": "d1",
	"input": {"review": {
		"kind": {"group": group, "version": "v1", "kind": kind},
		"object": {"data": {"password": "cGFzcw=="}},
	}},
}

test_the_data_of_a_secret_is_taken_out if {
	log.mask == {
		"/input/review/object/data",
		"/input/review/object/stringData",
		"/input/review/object/metadata/annotations",
		"/input/review/oldObject/data",
		"/input/review/oldObject/stringData",
		"/input/review/oldObject/metadata/annotations",
	} with input as decision("", "Secret")
}

test_other_objects_stay_as_they_are if {
	count(log.mask) == 0 with input as decision("", "ConfigMap")
	count(log.mask) == 0 with input as decision("example.org", "Secret")
	count(log.mask) == 0 with input as {"input": "anything"}
}
