# METADATA
# title: What a review is about
package yunzhi.lib

kind := concat("/", [input.review.kind.group, input.review.kind.kind])

# Something is written that is to stay. An object on its way out is left alone, so that its
# finalizers can be removed whatever the policies say.
written if {
	input.review.operation in {"CREATE", "UPDATE"}
	not input.review.object.metadata.deletionTimestamp
}

main_resource if object.get(input.review, "subResource", "") == ""

# A new object, or one whose spec was changed: labels, status and finalizers of an object from before
# a policy can always be written.
specified if {
	written
	main_resource
	not spec_unchanged
}

spec_unchanged if {
	input.review.operation == "UPDATE"
	input.review.object.spec == input.review.oldObject.spec
}

# Somebody asks for a tenant, or for a change of one that is there.
tenant_request if {
	asking
	request_type != "End"
	not change_of_nothing
}

end_request if {
	asking
	request_type == "End"
}

asking if {
	kind == "yunzhi.dev/TenantRequest"
	specified
}

request_type := object.get(input.review.object.spec, "type", "New")

# The operator says so by itself.
change_of_nothing if {
	request_type == "Change"
	not input.context.request.tenant
}

# What the object comes to. A Change fills in only what is to differ: it is judged laid over its tenant.
requested := input.context.request.spec

requested := input.review.object.spec if not input.context.request.spec

# What names no environment is judged as production.
production if object.get(requested, "environment", "Production") == "Production"

tenant if {
	kind == "yunzhi.dev/Tenant"
	specified
}

# A Tenant, whether or not its spec has changed: for what the course of time brings.
standing_tenant if {
	kind == "yunzhi.dev/Tenant"
	written
	main_resource
}

# A request, or a Tenant that is new or differs in one of the fields: others of a Tenant from before a
# policy can always be changed.
asks_for(_) if tenant_request

asks_for(fields) if {
	tenant
	some field in fields
	differs(field)
}

differs(_) if input.review.operation == "CREATE"

differs(field) if {
	input.review.operation == "UPDATE"
	after := object.get(input.review.object.spec, field, null)
	after != object.get(input.review.oldObject.spec, field, null)
}

violation(path, message, message_zh) := {
	"path": path,
	"message": message,
	"messageZh": message_zh,
}

# A field that is not there, or has nothing in it.
missing(parent, path) if object.get(parent, path, null) in {null, "", {}}

missing(parent, path) if {
	is_string(object.get(parent, path, null))
	trim_space(object.get(parent, path, null)) == ""
}
