package yunzhi.policies.sec_022_test

import data.yunzhi.fixtures
import data.yunzhi.policies.sec_022

messages(given) := texts if {
	texts := {finding.message | some finding in sec_022.findings} with input as given
}

test_a_classified_request_at_home_passes if {
	messages(fixtures.request_with([])) == set()
	messages(fixtures.tenant_with([])) == set()
}

test_a_request_without_a_class_is_denied if {
	messages(fixtures.request_with([{"op": "remove", "path": "/dataClass"}])) == {"the request has no data class: spec.dataClass must be General, Important or Core"}
}

in_region(region, given) := json.patch(given, [{"op": "replace", "path": "/context/cloud/region", "value": region}])

test_regions_in_china_pass if {
	every region in ["cn", "cn-zhejiang", "cn-north-1"] {
		messages(in_region(region, fixtures.request_with([]))) == set()
	}
}

test_other_regions_are_denied if {
	every region in ["us-east-1", "cnx", "cn-hongkong", "cn-hongkong-1"] {
		fixtures.found("sec_022", in_region(region, fixtures.request_with([]))) == {"$.spec.cloud"}
		fixtures.found("sec_022", in_region(region, fixtures.tenant_with([]))) == {"$.spec.cloud"}
	}
	messages(in_region("us-east-1", fixtures.request_with([]))) == {`cloud "home" lies in region "us-east-1", which is not known to be in China: spec.cloud must name one in cn`}
}

test_a_region_that_is_not_known_is_denied if {
	given := json.remove(fixtures.request_with([]), ["context/cloud/region"])
	fixtures.found("sec_022", given) == {"$.spec.cloud"}
}

end(name, level, class) := {"name": name, "protectionLevel": level, "dataClass": class}

agreement(from, to) := json.patch(fixtures.create("yunzhi.dev", "Agreement", fixtures.object({"with": "health"})), [{
	"op": "add",
	"path": "/context/flows",
	"value": [{"from": from, "to": to}],
}])

test_general_data_flows_anywhere if messages(agreement(end("a", 3, "General"), end("b", 1, "General"))) == set()

test_weighty_data_flows_to_the_same_level_and_up if {
	messages(agreement(end("a", 3, "Core"), end("b", 3, "General"))) == set()
	messages(agreement(end("a", 2, "Important"), end("b", 3, "General"))) == set()
}

test_weighty_data_does_not_flow_down if {
	messages(agreement(end("a", 3, "Important"), end("b", 2, "General"))) == {`data of class Important of tenant "a" would reach tenant "b" of the lower protection level 2: it must have level 3 or higher`}
	fixtures.found("sec_022", agreement(end("a", 3, "Core"), end("b", 2, "General"))) == {"$.spec.flows[0].to"}
}

test_answers_carry_data_too if {
	fixtures.found("sec_022", agreement(end("a", 2, "General"), end("b", 3, "Core"))) == {"$.spec.flows[0].from"}
}

test_a_class_that_is_not_known_counts_as_the_strictest if {
	unknown := {"name": "a", "protectionLevel": 3}
	fixtures.found("sec_022", agreement(unknown, end("b", 2, "General"))) == {"$.spec.flows[0].to"}
	fixtures.found("sec_022", agreement({"name": "a"}, end("b", 2, "General"))) == set()
}

test_what_is_marked_as_secret_is_refused if {
	given := fixtures.request_with([{"op": "replace", "path": "/purpose", "value": "机密★10年 某系统"}])
	messages(given) == {`it bears "机密★", the mark of a state secret: secrets are not for this platform, whatever its level`}
	fixtures.found("sec_022", given) == {"$.spec.purpose"}
	fixtures.found("sec_022", fixtures.tenant_with([{"op": "replace", "path": "/system", "value": "绝密★"}])) == {"$.spec.system"}
}

test_what_says_that_it_is_not_secret_passes if {
	messages(fixtures.request_with([{"op": "replace", "path": "/purpose", "value": "非涉密系统，涉及商业秘密"}])) == set()
}

marked(field, key, value) := json.patch(fixtures.create_pod(fixtures.pod_spec), [{
	"op": "add",
	"path": sprintf("/review/object/metadata/%s", [field]),
	"value": {key: value},
}])

test_labels_and_annotations_mark_too if {
	fixtures.found("sec_022", marked("labels", "secrecy", "secret")) == {`$.metadata.labels["secrecy"]`}
	fixtures.found("sec_022", marked("annotations", "secrecy", "top-secret")) == {`$.metadata.annotations["secrecy"]`}
	fixtures.found("sec_022", marked("annotations", "note", "秘密★5年")) == {`$.metadata.annotations["note"]`}
	fixtures.found("sec_022", marked("labels", "secrecy", "public")) == set()
	fixtures.found("sec_022", marked("annotations", "kubectl.kubernetes.io/last-applied-configuration", "秘密★")) == set()
	messages(marked("labels", "secrecy", "secret")) == {"secrecy=secret marks it as secret: secrets are not for this platform, whatever its level"}
}

test_templates_are_looked_at if {
	template := {"metadata": {"annotations": {"note": "绝密★"}}, "spec": fixtures.pod_spec}
	given := fixtures.create("apps", "Deployment", fixtures.object({"template": template}))
	fixtures.found("sec_022", given) == {`$.spec.template.metadata.annotations["note"]`}
}
