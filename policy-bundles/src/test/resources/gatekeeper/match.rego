# Gatekeeper's match, written a second time, for opa to say what ours should.
package oracle

reviewed(review) := array.concat(
	[item | item := review.object; is_object(item)],
	[item | item := review.oldObject; is_object(item)],
)

matches(constraint, one) if not constraint.spec.match

matches(constraint, one) if {
	some item in reviewed(one.review)
	one_matches(constraint.spec.match, item, one)
}

one_matches(match, item, one) if {
	kind_matches(match, item)
	scope_matches(match, item, one)
	namespace_matches(match, item, one)
	not excluded(match, item, one)
	selects(object.get(match, "labelSelector", null), item)
	namespace_selects(object.get(match, "namespaceSelector", null), item, one)
	name_matches(object.get(match, "name", ""), item)
	object.get(match, "source", "All") in {"All", "", one.source}
}

group(item) := split(item.apiVersion, "/")[0] if contains(item.apiVersion, "/")

group(item) := "" if not contains(item.apiVersion, "/")

is_namespace(item) if {
	item.kind == "Namespace"
	group(item) == ""
}

kind_matches(match, _) if count(object.get(match, "kinds", [])) == 0

kind_matches(match, item) if {
	some kinds in match.kinds
	listed(object.get(kinds, "kinds", []), item.kind)
	listed(object.get(kinds, "apiGroups", []), group(item))
}

listed(names, _) if count(names) == 0

listed(names, name) if {
	some candidate in names
	candidate in {"*", name}
}

in_namespace(item, _) if item.metadata.namespace != ""

in_namespace(_, one) if is_object(one.namespace)

scope_matches(match, _, _) if not object.get(match, "scope", "*") in {"Cluster", "Namespaced"}

scope_matches(match, item, _) if {
	match.scope == "Cluster"
	is_namespace(item)
}

scope_matches(match, item, one) if {
	match.scope == "Cluster"
	not in_namespace(item, one)
}

scope_matches(match, item, one) if {
	match.scope == "Namespaced"
	not is_namespace(item)
	in_namespace(item, one)
}

namespace_name(item, _) := item.metadata.name if is_namespace(item)

namespace_name(item, one) := one.namespace.metadata.name if not is_namespace(item)

namespace_name(item, one) := item.metadata.namespace if {
	not is_namespace(item)
	not is_object(one.namespace)
}

namespace_matches(match, _, _) if count(object.get(match, "namespaces", [])) == 0

namespace_matches(_, item, one) if not namespace_name(item, one)

namespace_matches(match, item, one) if {
	some pattern in match.namespaces
	wildcard(pattern, namespace_name(item, one))
}

excluded(match, item, one) if {
	processes := object.get(match, "processes", [])
	applies(processes, one.process)
	some pattern in match.excludedNamespaces
	wildcard(pattern, namespace_name(item, one))
}

applies(processes, _) if count(processes) == 0

applies(processes, process) if {
	some name in processes
	name in {"*", process}
}

wildcard(pattern, name) if {
	startswith(pattern, "*")
	endswith(pattern, "*")
	contains(name, trim_suffix(trim_prefix(pattern, "*"), "*"))
}

wildcard(pattern, name) if {
	startswith(pattern, "*")
	not endswith(pattern, "*")
	endswith(name, trim_prefix(pattern, "*"))
}

wildcard(pattern, name) if {
	not startswith(pattern, "*")
	endswith(pattern, "*")
	startswith(name, trim_suffix(pattern, "*"))
}

wildcard(pattern, name) if {
	not startswith(pattern, "*")
	not endswith(pattern, "*")
	pattern == name
}

name_matches("", _)

name_matches(pattern, item) if wildcard(pattern, object.get(item.metadata, "name", ""))

name_matches(pattern, item) if {
	endswith(pattern, "*")
	wildcard(pattern, object.get(item.metadata, "generateName", ""))
}

labels(item) := object.get(item.metadata, "labels", {})

selects(null, _)

selects(selector, item) if {
	is_object(selector)
	has := labels(item)
	every key, value in object.get(selector, "matchLabels", {}) {
		has[key] == value
	}
	every expression in object.get(selector, "matchExpressions", []) {
		holds(expression, has)
	}
}

holds(expression, has) if {
	expression.operator == "In"
	has[expression.key] in expression.values
}

holds(expression, has) if {
	expression.operator == "NotIn"
	not object.get(has, expression.key, null) in expression.values
}

holds(expression, has) if {
	expression.operator == "Exists"
	is_string(has[expression.key])
}

holds(expression, has) if {
	expression.operator == "DoesNotExist"
	not is_string(has[expression.key])
}

namespace_selects(null, _, _)

namespace_selects(selector, item, _) if {
	is_namespace(item)
	selects(selector, item)
}

namespace_selects(selector, item, one) if {
	not is_namespace(item)
	is_object(one.namespace)
	selects(selector, one.namespace)
}

namespace_selects(_, item, one) if {
	not is_namespace(item)
	not in_namespace(item, one)
}
