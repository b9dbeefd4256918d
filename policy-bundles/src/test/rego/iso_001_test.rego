package yunzhi.policies.iso_001_test

import data.yunzhi.fixtures

bounded := ["fast", "slow"]

found(given) := fixtures.found("iso_001", json.patch(given, [{
	"op": "add",
	"path": "/context/bounds",
	"value": {"storageClasses": bounded},
}]))

claim(class) := fixtures.create("", "PersistentVolumeClaim", fixtures.object({"storageClassName": class}))

test_a_class_of_the_department_passes if {
	found(claim("fast")) == set()
	found(claim("")) == set()
	fixtures.found("iso_001", claim("any")) == set()
}

test_another_class_is_denied if found(claim("other")) == {"$.spec.storageClassName"}

test_claims_within_workloads_are_judged if {
	set := {"volumeClaimTemplates": [{"spec": {"storageClassName": "fast"}}, {"spec": {"storageClassName": "other"}}]}
	found(fixtures.create("apps", "StatefulSet", fixtures.object(set))) == {"$.spec.volumeClaimTemplates[1].spec.storageClassName"}
	volume := {"name": "a", "ephemeral": {"volumeClaimTemplate": {"spec": {"storageClassName": "other"}}}}
	found(fixtures.pod_with([{"op": "add", "path": "/volumes", "value": [volume]}])) == {"$.spec.volumes[0].ephemeral.volumeClaimTemplate.spec.storageClassName"}
}

kept(policy) := json.patch(claim("fast"), [{
	"op": "add",
	"path": "/context/storageClass",
	"value": {"name": "fast", "reclaimPolicy": policy},
}])

test_a_class_that_keeps_volumes_is_denied if {
	found(kept("Delete")) == set()
	found(kept("Retain")) == {"$.spec.storageClassName"}
	found(kept("Retain")) == set() with data.parameters.iso_001.reclaimPolicies as ["Delete", "Retain"]
}

test_an_unchanged_claim_is_not_judged_again if {
	old := fixtures.object({"storageClassName": "other"})
	found(fixtures.update("", "PersistentVolumeClaim", old, old)) == set()
}
