package yunzhi.policies.iso_007_test

import data.yunzhi.fixtures

pulled(policy) := fixtures.found("iso_007", fixtures.container_with("/imagePullPolicy", policy))

test_an_image_that_is_always_pulled_passes if pulled("Always") == set()

test_an_image_from_the_node_is_denied if {
	every policy in ["IfNotPresent", "Never"] {
		pulled(policy) == {"$.spec.containers[0].imagePullPolicy"}
	}
}

test_templates_are_not_judged if {
	spec := json.patch(fixtures.pod_spec, [{"op": "add", "path": "/containers/0/imagePullPolicy", "value": "IfNotPresent"}])
	given := fixtures.create("apps", "Deployment", fixtures.object({"template": {"spec": spec}}))
	fixtures.found("iso_007", given) == set()
}
