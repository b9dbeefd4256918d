package yunzhi.policies.iso_005_test

import data.yunzhi.fixtures

claim(spec) := fixtures.create("", "PersistentVolumeClaim", fixtures.object(spec))

found(spec) := fixtures.found("iso_005", claim(spec))

volume(value) := fixtures.found("iso_005", json.patch(claim({"volumeName": "v"}), [{
	"op": "add",
	"path": "/context/volume",
	"value": value,
}]))

denied := {"$.spec.volumeName"}

test_a_claim_of_a_class_passes if found({"storageClassName": "fast"}) == set()

test_a_volume_of_others_is_denied if {
	found({"volumeName": "v"}) == denied
	volume({}) == denied
	volume({"tenant": "health"}) == denied
	volume({"claimRef": {"namespace": "health-web", "name": "web"}}) == denied
	volume({"claimRef": {"namespace": "tax-web", "name": "other"}}) == denied
	volume({"tenant": "tax", "claimRef": {"namespace": "health-web", "name": "web"}}) == denied
}

test_a_volume_set_apart_passes if {
	volume({"tenant": "tax"}) == set()
	volume({"claimRef": {"namespace": "tax-web", "name": "web"}}) == set()
}

test_a_volume_on_a_node_is_denied if {
	volume({"tenant": "tax", "onNode": "hostPath"}) == denied
}

test_a_claim_that_was_bound_passes if {
	old := fixtures.object({"storageClassName": "fast"})
	bound := fixtures.object({"storageClassName": "fast", "volumeName": "v"})
	given := json.patch(fixtures.update("", "PersistentVolumeClaim", old, bound), [{
		"op": "add",
		"path": "/context/volume",
		"value": {"claimRef": {"namespace": "tax-web", "name": "web"}, "onNode": "hostPath"},
	}])
	fixtures.found("iso_005", given) == set()
}

test_a_claim_on_any_free_volume_is_denied if {
	found({"storageClassName": ""}) == {"$.spec.storageClassName"}
	found({"selector": {}}) == {"$.spec.storageClassName"}
}

class(provisioner) := json.patch(claim({"storageClassName": "c"}), [{
	"op": "add",
	"path": "/context/storageClass",
	"value": {"name": "c", "provisioner": provisioner},
}])

test_a_class_without_a_provisioner_is_denied if {
	fixtures.found("iso_005", class("kubernetes.io/no-provisioner")) == {"$.spec.storageClassName"}
	fixtures.found("iso_005", class("csi.example.com")) == set()
}

from(namespace) := found({"storageClassName": "c", "dataSourceRef": {"namespace": namespace}})

test_data_of_another_tenant_is_denied if {
	from("health-web") == {"$.spec.dataSourceRef.namespace"}
	from("tax-data") == set()
}
