package yunzhi.policies.sec_016

import data.yunzhi.lib

# Fields that a pod and its containers both have are judged in every place where they are set.
scopes := array.concat([{"pod": true, "spec": lib.pod.spec}], lib.containers)

scoped_violation(scope, field, message, message_zh) := lib.container_violation(
	scope,
	field,
	message,
	message_zh,
) if scope.field

scoped_violation(scope, field, message, message_zh) := lib.pod_violation(
	concat("", [".", field]),
	sprintf("the pod %s", [message]),
	sprintf("Pod %s", [message_zh]),
) if scope.pod
