# METADATA
# title: The default ServiceAccount has no key
# description: >-
#   Pods, and the templates of workloads, that mount the token of the ServiceAccount default: whoever
#   gave that account a right would give it to all of them.
# custom:
#   id: SEC-018
#   titleZh: 默认账户
#   descriptionZh: 挂载默认 ServiceAccount 令牌的 Pod 和工作负载模板：授予默认账户的任何权限都会落到所有 Pod 上。
#   remedy: >-
#     Set serviceAccountName to an account of the workload's own, or automountServiceAccountToken to
#     false if it does not call Kubernetes.
#   remedyZh: 将 serviceAccountName 设为该工作负载自己的账户；不访问 Kubernetes 的，将 automountServiceAccountToken 设为 false。
#   effect: Deny
#   kinds: [Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   clauses:
#     - {standard: GB/T 22239, edition: "2019", clause: 安全计算环境（访问控制，默认账户）, level: 2, confirmed: false}
package yunzhi.policies.sec_018

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

findings contains lib.pod_violation(
	".automountServiceAccountToken",
	"the pod mounts the token of the ServiceAccount default: serviceAccountName must name its own, or automountServiceAccountToken must be false",
	"Pod 挂载了默认 ServiceAccount 的令牌：serviceAccountName 必须为自己的账户，或 automountServiceAccountToken 必须为 false",
) if {
	object.get(lib.pod.spec, "serviceAccountName", "") in {"", "default"}
	mounted
}

mounted if lib.pod.spec.automountServiceAccountToken == true

# What admission has mounted stands among the volumes already.
mounted if {
	some volume in lib.pod.spec.volumes
	some source in volume.projected.sources
	source.serviceAccountToken
}
