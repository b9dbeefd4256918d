# METADATA
# title: Pods say whose they are
# description: One of the six rules that benchmarks compare engines by.
# custom:
#   id: BENCH-006
#   titleZh: 必需标签
#   descriptionZh: 用于比较引擎性能的六条规则之一。
#   remedy: See the message.
#   remedyZh: 见提示。
#   effect: Deny
#   kinds: [Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   clauses: []
package yunzhi.policies.bench_006

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

findings contains lib.violation(
	sprintf("$.metadata.labels[%q]", [label]),
	sprintf("label %s is missing", [label]),
	sprintf("缺少标签 %s", [label]),
) if {
	lib.pod
	some label in data.parameters.bench_006.labels
	not input.review.object.metadata.labels[label]
}
