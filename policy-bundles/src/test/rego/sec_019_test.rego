package yunzhi.policies.sec_019_test

import data.yunzhi.fixtures
import data.yunzhi.policies.sec_019

texts := {"list": "not on the list", "digest": "has no digest", "latest": "is tagged latest"}

kinds(image) := found if {
	found := {kind |
		some finding in sec_019.findings
		some kind, text in texts
		contains(finding.message, text)
	} with input as fixtures.container_with("/image", image)
}

pinned(name) := concat("", [name, fixtures.digest])

test_a_listed_image_by_digest_passes if {
	kinds(pinned("registry.gov.example/tax/web")) == set()
	kinds(pinned("registry.gov.example/tax/web:1.0")) == set()
}

test_other_registries_are_denied if {
	every name in [
		"web",
		"tax/web",
		"docker.io/tax/web",
		"localhost/web",
		"other:5000/web",
		"registry.gov.example.evil.example/web",
		"registry.gov.example",
		"evil.example/registry.gov.example/web",
	] {
		kinds(pinned(name)) == {"list"}
	}
}

test_a_registry_may_be_a_folder if {
	folder := {"registries": ["registry.gov.example/tax/", "docker.io/library"]}
	kinds(pinned("registry.gov.example/tax/web")) == set() with data.parameters.sec_019 as folder
	kinds(pinned("registry.gov.example/taxes/web")) == {"list"} with data.parameters.sec_019 as folder
	kinds(pinned("web")) == set() with data.parameters.sec_019 as folder
}

test_an_image_without_digest_is_denied if {
	kinds("registry.gov.example/tax/web:1.0") == {"digest"}
	kinds("registry.gov.example/tax/web:1.0@sha256:abc") == {"digest"}
	kinds(concat("", ["registry.gov.example/tax/web@sha256:", substring(fixtures.digest, 8, 63), "G"])) == {"digest"}
}

test_latest_is_denied if {
	kinds("registry.gov.example/tax/web:latest") == {"digest", "latest"}
	kinds("registry.gov.example/tax/web") == {"digest", "latest"}
	kinds(pinned("registry.gov.example/tax/web:latest")) == {"latest"}
}

test_the_message_names_what_is_allowed if {
	given := fixtures.container_with("/image", pinned("docker.io/library/web"))
	{finding.message | some finding in sec_019.findings} == {sprintf(
		`image "docker.io/library/web%s" comes from docker.io, which is not on the list: it must come from registry.gov.example`,
		[fixtures.digest],
	)} with input as given
}

test_every_place_of_an_image_is_judged if {
	given := fixtures.pod_with([
		{"op": "add", "path": "/initContainers", "value": [{"name": "a", "image": pinned("x.example/a")}]},
		{"op": "add", "path": "/ephemeralContainers", "value": [{"name": "b", "image": pinned("x.example/b")}]},
		{"op": "add", "path": "/volumes", "value": [{"name": "c", "image": {"reference": pinned("x.example/c")}}]},
	])
	fixtures.found("sec_019", given) == {
		"$.spec.initContainers[0].image",
		"$.spec.ephemeralContainers[0].image",
		"$.spec.volumes[0].image.reference",
	}
}

given(image) := json.patch(fixtures.container_with("/image", pinned(image)), [{
	"op": "add",
	"path": "/context/bounds",
	"value": {"registries": ["registry.gov.example/tax"]},
}])

test_the_department_may_use_fewer_registries if {
	fixtures.found("sec_019", given("registry.gov.example/tax/web")) == set()
	fixtures.found("sec_019", given("registry.gov.example/health/web")) == {"$.spec.containers[0].image"}
}
