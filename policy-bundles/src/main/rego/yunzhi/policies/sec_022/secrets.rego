package yunzhi.policies.sec_022

import data.yunzhi.lib

metadata := input.review.object.metadata if {
	lib.written
	lib.main_resource
}

# Fields in which people write what something is.
texts contains {"path": sprintf("$.spec.%s", [field]), "text": spec[field]} if {
	metadata
	lib.kind in {"yunzhi.dev/TenantRequest", "yunzhi.dev/Tenant", "yunzhi.dev/Agreement"}
	spec := input.review.object.spec
	some field in ["displayName", "system", "purpose"]
}

texts contains {"path": sprintf("$.metadata.annotations[%q]", [key]), "text": text} if {
	some key, text in metadata.annotations
	key != "kubectl.kubernetes.io/last-applied-configuration"
}

texts contains {"path": sprintf("%s.metadata.annotations[%q]", [lib.pod.path, key]), "text": text} if {
	lib.pod.path != "$"
	some key, text in lib.pod.annotations
}

findings contains lib.violation(
	entry.path,
	sprintf("it bears %q, the mark of a state secret: secrets are not for this platform, whatever its level", [mark]),
	sprintf("含有国家秘密标志 %q：本平台无论何种等级均不承载涉密信息", [mark]),
) if {
	some entry in texts
	some mark in parameters.marks
	contains(entry.text, mark)
}

findings contains lib.violation(
	sprintf("$.metadata.%s[%q]", [field, key]),
	sprintf("%s=%s marks it as secret: secrets are not for this platform, whatever its level", [key, value]),
	sprintf("%s=%s 表明其涉密：本平台无论何种等级均不承载涉密信息", [key, value]),
) if {
	some key, values in parameters.labels
	some field in ["labels", "annotations"]
	value := metadata[field][key]
	value in values
}
