package yunzhi.lib

# What the department tree lets a tenant use.

# A part that no department on the way up bounds is absent, and everything of it is allowed.
bounds := object.get(input.context, "bounds", {})

outside(key, value) if {
	bounds[key]
	not value in bounds[key]
}

# For a message: what would be right.
one_of(key) := concat(", ", bounds[key]) if count(bounds[key]) > 0

one_of(key) := "none (the department may use no such thing)" if count(bounds[key]) == 0

one_of_zh(key) := concat("、", bounds[key]) if count(bounds[key]) > 0

one_of_zh(key) := "无（本部门不得使用）" if count(bounds[key]) == 0

own_namespaces := {name | some name in object.get(input.context, ["tenant", "namespaces"], [])}
