# METADATA
# title: Pods keep the host name that they are given
# description: Pods, and the templates of workloads, that set a host name of their own.
# custom:
#   id: SEC-901
#   titleZh: 主机名不得自定
#   descriptionZh: 自行设置主机名的 Pod 和工作负载模板。
#   remedy: Leave hostname out.
#   remedyZh: 去掉 hostname。
#   effect: Deny
#   kinds: [Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   clauses:
#     - {standard: GB/T 22239, edition: "2019", clause: 安全计算环境（安全审计）, level: 2, confirmed: false}
package yunzhi.policies.sec_901

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

findings contains lib.pod_violation(
	".hostname",
	"a pod keeps the host name that it is given: leave hostname out",
	"Pod 应使用系统分配的主机名：请去掉 hostname",
) if {
	lib.pod.spec.hostname
}
