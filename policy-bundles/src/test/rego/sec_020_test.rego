package yunzhi.policies.sec_020_test

import data.yunzhi.fixtures
import data.yunzhi.policies.sec_020

claim(spec) := fixtures.create("", "PersistentVolumeClaim", fixtures.object(spec))

fast := claim({"storageClassName": "fast"})

of(level, class, given) := json.patch(given, [
	{"op": "replace", "path": "/context/tenant/protectionLevel", "value": level},
	{"op": "replace", "path": "/context/tenant/dataClass", "value": class},
])

with_parameters(values, given) := json.patch(given, [{
	"op": "add",
	"path": "/context/storageClass",
	"value": {"name": "fast", "parameters": values},
}])

messages(given) := texts if {
	texts := {finding.message | some finding in sec_020.findings} with input as given
}

test_lower_levels_of_general_data_need_no_encryption if {
	messages(of(1, "General", fast)) == set()
	messages(of(2, "General", fast)) == set()
}

test_level_3_is_denied if {
	messages(of(3, "General", fast)) == {`storage class "fast" is not known to encrypt, and its tenant has protection level 3: storageClassName must be a class that encrypts`}
}

test_important_data_is_denied_at_any_level if {
	messages(of(1, "Important", fast)) == {`storage class "fast" is not known to encrypt, and its tenant holds data of class Important: storageClassName must be a class that encrypts`}
	count(messages(of(2, "Core", fast))) == 1
}

test_what_is_not_known_counts_as_the_strictest if {
	count(messages(json.remove(fast, ["context/tenant/protectionLevel"]))) == 1
	count(messages(json.remove(fast, ["context/tenant/dataClass"]))) == 1
}

test_a_class_that_encrypts_passes if {
	messages(of(4, "Core", with_parameters({"encrypted": "true"}, fast))) == set()
	count(messages(of(4, "Core", with_parameters({"encrypted": "false"}, fast)))) == 1
}

test_the_security_team_knows_of_others if {
	known := {"fast": ["fast"], "slow": ["slow"]}
	messages(of(3, "General", fast)) == set() with data.parameters.sec_020.encryptedClasses as known.fast
	messages(of(3, "General", fast)) == {`storage class "fast" is not known to encrypt, and its tenant has protection level 3: storageClassName must be a class that encrypts, such as slow`} with data.parameters.sec_020.encryptedClasses as known.slow
}

test_a_claim_without_a_class_is_denied if {
	messages(of(3, "General", claim({}))) == {"a claim without a storage class is not known to encrypt, and its tenant has protection level 3: storageClassName must be a class that encrypts"}
}

test_a_claim_from_before_can_be_bound_and_grown if {
	old := fixtures.object({"storageClassName": "fast"})
	bound := fixtures.object({"storageClassName": "fast", "volumeName": "v"})
	messages(of(3, "General", fixtures.update("", "PersistentVolumeClaim", old, bound))) == set()
	given := fixtures.update("", "PersistentVolumeClaim", fixtures.object({}), old)
	count(messages(of(3, "General", given))) == 1
}
