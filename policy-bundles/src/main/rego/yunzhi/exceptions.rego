# METADATA
# title: Exceptions
# description: Which exceptions of input.context.exceptions cover the object under review, by policy.
package yunzhi.exceptions

import data.yunzhi.lib

# The names of the exceptions, by the id of the policy that they lift.
in_force[policy] contains exception.name if {
	some exception in input.context.exceptions
	running(exception)
	covers_namespace(exception)
	covers_kind(exception)
	covers_name(exception)
	some policy in exception.policies
}

# The end is exclusive. An exception without an end, or with one that is no instant, is none.
running(exception) if {
	lib.now < time.parse_rfc3339_ns(exception.expiresAt)
}

# An exception waives findings about objects of its own namespace.
covers_namespace(exception) if exception.namespace == input.review.namespace

covers_kind(exception) if input.review.kind.kind in exception.kinds

covers_name(exception) if name in exception.names

# A trailing * stands for any ending: pods that a workload makes bear names of their own.
covers_name(exception) if {
	some pattern in exception.names
	endswith(pattern, "*")
	startswith(name, trim_suffix(pattern, "*"))
}

# At admission a name that the API server is to make up is not always there yet.
name := input.review.object.metadata.name if input.review.object.metadata.name != ""

else := input.review.object.metadata.generateName if {
	input.review.object.metadata.generateName != ""
}

else := input.review.name
