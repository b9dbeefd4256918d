package yunzhi.policies.iso_004_test

import data.yunzhi.fixtures

bounds := {"priorityClasses": ["normal"], "runtimeClasses": ["gvisor"], "deviceClasses": ["gpu"]}

found(given) := fixtures.found("iso_004", json.patch(given, [{
	"op": "add",
	"path": "/context/bounds",
	"value": bounds,
}]))

pod(field, class) := fixtures.pod_with([{"op": "add", "path": concat("", ["/", field]), "value": class}])

test_classes_of_the_department_pass if {
	found(pod("priorityClassName", "normal")) == set()
	found(pod("priorityClassName", "")) == set()
	found(pod("runtimeClassName", "gvisor")) == set()
	fixtures.found("iso_004", pod("runtimeClassName", "any")) == set()
}

test_other_classes_are_denied if {
	found(pod("priorityClassName", "urgent")) == {"$.spec.priorityClassName"}
	found(pod("runtimeClassName", "runc")) == {"$.spec.runtimeClassName"}
}

test_the_priority_of_kubernetes_itself_is_denied if {
	fixtures.found("iso_004", pod("priorityClassName", "system-node-critical")) == {"$.spec.priorityClassName"}
}

claim(request) := fixtures.create("resource.k8s.io", "ResourceClaim", fixtures.object({"devices": {"requests": [request]}}))

template(request) := fixtures.create(
	"resource.k8s.io",
	"ResourceClaimTemplate",
	fixtures.object({"spec": {"devices": {"requests": [request]}}}),
)

test_devices_of_the_department_pass if {
	found(claim({"exactly": {"deviceClassName": "gpu"}})) == set()
	found(claim({"firstAvailable": [{"deviceClassName": "gpu"}]})) == set()
	found(template({"deviceClassName": "gpu"})) == set()
	fixtures.found("iso_004", claim({"exactly": {"deviceClassName": "any"}})) == set()
}

test_other_devices_are_denied if {
	found(claim({"exactly": {"deviceClassName": "fpga"}})) == {"$.spec.devices.requests[0].exactly.deviceClassName"}
	found(claim({"deviceClassName": "fpga"})) == {"$.spec.devices.requests[0].deviceClassName"}
	options := [{"deviceClassName": "gpu"}, {"deviceClassName": "fpga"}]
	found(template({"firstAvailable": options})) == {"$.spec.spec.devices.requests[0].firstAvailable[1].deviceClassName"}
}

test_administrative_access_is_denied if {
	path := {"$.spec.devices.requests[0]"}
	found(claim({"exactly": {"deviceClassName": "gpu", "adminAccess": true}})) == path
	found(claim({"deviceClassName": "gpu", "adminAccess": true})) == path
}
