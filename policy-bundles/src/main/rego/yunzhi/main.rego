# METADATA
# title: The entry points of the bundle
# description: >-
#   data.yunzhi.findings is what the policies find in input.review, data.yunzhi.stages whose approval
#   they ask for, and data.yunzhi.catalogue what they say about themselves. A policy is a package
#   under data.yunzhi.policies with a set `findings` of {path, message, messageZh}, with `effect`
#   where it differs from the policy's own, or a set `stages` of {stage, quorum, reason, reasonZh},
#   with `expiresAfterDays` where an approval does not count for ever, or with both.
package yunzhi

import data.yunzhi.exceptions

findings contains finding if {
	some key
	some found in data.yunzhi.policies[key].findings
	about := data.yunzhi.policies[key].about.custom
	finding := object.union(
		{
			"policy": about.id,
			"effect": effective(key, about.effect, object.get(found, "effect", about.effect)),
			"message": found.message,
			"messageZh": found.messageZh,
			"path": found.path,
			"clauses": clauses(key, about),
			"exempt": false,
		},
		exemption(about.id),
	)
}

# An override of the effect takes no approval away: who has to agree is a matter of parameters.
stages contains stage if {
	some key
	some asked in data.yunzhi.policies[key].stages
	stage := object.union(asked, {"policy": data.yunzhi.policies[key].about.custom.id})
}

catalogue := [entry |
	some key
	about := data.yunzhi.policies[key].about
	entry := {
		"id": about.custom.id,
		"key": key,
		"title": about.title,
		"titleZh": about.custom.titleZh,
		"description": about.description,
		"descriptionZh": about.custom.descriptionZh,
		"remedy": about.custom.remedy,
		"remedyZh": about.custom.remedyZh,
		"effect": effective(key, about.custom.effect, about.custom.effect),
		"kinds": about.custom.kinds,
		"clauses": clauses(key, about.custom),
		"schema": object.get(about.custom, "parameters", {}),
		"parameters": object.get(data.parameters, key, {}),
	}
]

weight := {"Audit": 1, "Warn": 2, "Deny": 3}

# An override takes the place of the policy's own effect. Findings that are lighter than that by
# themselves stay as they are, but never become heavier than the override.
effective(key, _, found) := found if not data.effects[key]

effective(key, own, own) := data.effects[key]

effective(key, own, found) := data.effects[key] if {
	found != own
	weight[data.effects[key]] < weight[found]
}

effective(key, own, found) := found if {
	found != own
	weight[data.effects[key]] >= weight[found]
}

# The numbers of clauses can be corrected without a change to a policy: data.clauses.<policy>.
clauses(key, _) := data.clauses[key]

clauses(key, about) := about.clauses if not data.clauses[key]

exemption(id) := {"exempt": true, "exception": min(exceptions.in_force[id])}

exemption(id) := {} if not exceptions.in_force[id]
