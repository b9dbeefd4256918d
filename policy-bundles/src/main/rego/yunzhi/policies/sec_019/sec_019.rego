# METADATA
# title: Images come from known registries, by digest
# description: >-
#   Images from a registry that is not on the list or outside the bounds of the department, without a digest, or tagged latest; in containers,
#   init and ephemeral containers and image volumes.
# custom:
#   id: SEC-019
#   titleZh: 镜像来源
#   descriptionZh: 来自名单或本部门范围之外的镜像仓库、没有摘要或者标签为 latest 的镜像；包括容器、初始化容器、临时容器和镜像卷。
#   remedy: Push the image to a listed registry and name it as registry/name@sha256:…
#   remedyZh: 将镜像推送到名单内的仓库，并以 仓库/名称@sha256:… 的形式引用。
#   effect: Deny
#   kinds: [Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   clauses:
#     - {standard: GB/T 22239, edition: "2019", clause: 云计算安全扩展要求（镜像和快照保护）, level: 2, confirmed: false}
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       registries:
#         type: array
#         items: {type: string}
#         description: >-
#           Registries, or folders in them, that images may come from. The default is an example, to be
#           replaced by the cloud's own.
package yunzhi.policies.sec_019

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

parameters := data.parameters.sec_019

images contains {"image": container.spec.image, "path": path} if {
	some container in lib.containers
	path := concat(".", [lib.container_path(container), "image"])
}

images contains {"image": volume.image.reference, "path": path} if {
	some index, volume in lib.pod.spec.volumes
	path := sprintf("%s.spec.volumes[%d].image.reference", [lib.pod.path, index])
}

findings contains lib.violation(
	found.path,
	sprintf("image %q comes from %s, which is not on the list: it must come from %s", texts),
	sprintf("镜像 %q 来自名单之外的 %s：必须来自 %s", texts),
) if {
	some found in images
	name := full_name(found.image)
	not listed(name)
	texts := [found.image, split(name, "/")[0], concat(", ", parameters.registries)]
}

findings contains lib.violation(
	found.path,
	sprintf("image %q is not for this department: it must come from %s", [found.image, lib.one_of("registries")]),
	sprintf("本部门不得使用镜像 %q：必须来自 %s", [found.image, lib.one_of_zh("registries")]),
) if {
	some found in images
	lib.bounds.registries
	name := full_name(found.image)
	listed(name)
	not below(name, lib.bounds.registries)
}

findings contains lib.violation(
	found.path,
	sprintf("image %q has no digest: it must end in @sha256: and 64 hexadecimal digits", [found.image]),
	sprintf("镜像 %q 没有摘要：必须以 @sha256: 加 64 位十六进制数结尾", [found.image]),
) if {
	some found in images
	not by_digest(found.image)
}

findings contains lib.violation(
	found.path,
	sprintf("image %q is tagged latest: its tag must name a version, or be left out beside a digest", [found.image]),
	sprintf("镜像 %q 使用 latest 标签：标签必须为版本号，或者只用摘要", [found.image]),
) if {
	some found in images
	latest(found.image)
}

listed(name) if below(name, parameters.registries)

below(name, registries) if {
	some registry in registries
	startswith(name, concat("", [trim_suffix(registry, "/"), "/"]))
}

# No regular expression: compiling one costs ten times the rest of the evaluation.
by_digest(image) if {
	[_, digest] := split(image, "@sha256:")
	count(digest) == 64
	trim(digest, "0123456789abcdef") == ""
}

latest(image) if endswith(split(image, "@")[0], ":latest")

# Without a tag and a digest it is latest.
latest(image) if {
	not contains(image, "@")
	segments := split(image, "/")
	not contains(segments[count(segments) - 1], ":")
}

# An image without a registry is Docker Hub's.
full_name(image) := image if explicit_registry(image)

full_name(image) := concat("", ["docker.io/", image]) if {
	not explicit_registry(image)
	contains(image, "/")
}

full_name(image) := concat("", ["docker.io/library/", image]) if not contains(image, "/")

explicit_registry(image) if {
	segments := split(image, "/")
	count(segments) > 1
	host_like(segments[0])
}

host_like(segment) if contains(segment, ".")

host_like(segment) if contains(segment, ":")

host_like("localhost")
