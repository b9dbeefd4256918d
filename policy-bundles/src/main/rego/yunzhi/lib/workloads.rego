package yunzhi.lib

# Where the pod template stands in each kind of workload.
template_paths := {
	"/Pod": [],
	"/ReplicationController": ["spec", "template"],
	"apps/DaemonSet": ["spec", "template"],
	"apps/Deployment": ["spec", "template"],
	"apps/ReplicaSet": ["spec", "template"],
	"apps/StatefulSet": ["spec", "template"],
	"batch/CronJob": ["spec", "jobTemplate", "spec", "template"],
	"batch/Job": ["spec", "template"],
}

# The pod, or the template of the pods, that the review brings or changes. Undefined for everything
# else. A workload whose template stays as it was is not judged again: a controller must be able to
# scale down what was there before a policy was.
pod := {
	"spec": template.spec,
	"annotations": object.get(template, ["metadata", "annotations"], {}),
	"path": concat(".", array.concat(["$"], template_path)),
} if {
	written
	judged_resource
	template_path := template_paths[kind]
	template := object.get(input.review.object, template_path, {})
	not template_unchanged(template_path, template)
}

judged_resource if main_resource

judged_resource if {
	input.review.resource.resource == "pods"
	input.review.subResource == "ephemeralcontainers"
}

template_unchanged([], template) if {
	input.review.operation == "UPDATE"
	template.spec == input.review.oldObject.spec
}

template_unchanged(path, template) if {
	input.review.operation == "UPDATE"
	count(path) > 0
	template == object.get(input.review.oldObject, path, {})
}

# Containers of all three sorts, each with the place where it stands.
containers := [{"field": field, "index": index, "spec": spec} |
	some field in ["containers", "initContainers", "ephemeralContainers"]
	some index, spec in pod.spec[field]
]

container_path(container) := concat("", [
	pod.path,
	".spec.",
	container.field,
	"[",
	format_int(container.index, 10),
	"]",
])

# A violation by one container: a field below it, and two texts that begin with its name.
container_violation(container, field, message, message_zh) := violation(
	concat(".", [container_path(container), field]),
	sprintf("container %q %s", [container.spec.name, message]),
	sprintf("容器 %q %s", [container.spec.name, message_zh]),
)

# A violation by the pod itself.
pod_violation(field, message, message_zh) := violation(
	concat("", [pod.path, ".spec", field]),
	message,
	message_zh,
)

windows if pod.spec.os.name == "windows"
