# METADATA
# title: Images come from listed registries
# description: One of the six rules that benchmarks compare engines by.
# custom:
#   id: BENCH-002
#   titleZh: 镜像来源
#   descriptionZh: 用于比较引擎性能的六条规则之一。
#   remedy: See the message.
#   remedyZh: 见提示。
#   effect: Deny
#   kinds: [Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   clauses: []
package yunzhi.policies.bench_002

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

findings contains lib.container_violation(
	container,
	"image",
	sprintf("has image %q, which is from none of %s", [container.spec.image, concat(", ", registries)]),
	sprintf("的镜像 %q 不来自 %s", [container.spec.image, concat(", ", registries)]),
) if {
	some container in lib.containers
	not strings.any_prefix_match(container.spec.image, registries)
}

registries := data.parameters.bench_002.registries
