package yunzhi.lib_selectors_test

import data.yunzhi.lib

labels := {"app": "web", "tier": "front"}

matches(key, operator, values) if {
	expression := {"key": key, "operator": operator, "values": values}
	lib.selects({"matchExpressions": [expression]}, labels)
}

test_an_empty_selector_selects_everything if {
	lib.selects({}, labels)
	lib.selects({}, {})
}

test_labels_must_all_match if {
	lib.selects({"matchLabels": labels}, labels)
	not lib.selects({"matchLabels": {"app": "web", "zone": "a"}}, labels)
	not lib.selects({"matchLabels": {"app": "other"}}, labels)
}

test_every_operator if {
	matches("app", "In", ["web", "api"])
	not matches("app", "In", ["api"])
	not matches("zone", "In", ["a"])
	matches("app", "NotIn", ["api"])
	matches("zone", "NotIn", ["a"])
	not matches("app", "NotIn", ["web"])
	matches("app", "Exists", [])
	not matches("zone", "Exists", [])
	matches("zone", "DoesNotExist", [])
	not matches("app", "DoesNotExist", [])
}
