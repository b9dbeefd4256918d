package yunzhi.lib

# Label selectors as Kubernetes reads them.

# An empty selector selects everything.
selects(selector, labels) if {
	every key, value in object.get(selector, "matchLabels", {}) {
		labels[key] == value
	}
	every expression in object.get(selector, "matchExpressions", []) {
		expression_holds(expression, labels)
	}
}

expression_holds(expression, labels) if {
	expression.operator == "In"
	labels[expression.key] in expression.values
}

expression_holds(expression, labels) if {
	expression.operator == "NotIn"
	not object.get(labels, expression.key, null) in expression.values
}

expression_holds(expression, labels) if {
	expression.operator == "Exists"
	labels[expression.key]
}

expression_holds(expression, labels) if {
	expression.operator == "DoesNotExist"
	not labels[expression.key]
}
