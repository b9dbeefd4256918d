package yunzhi.policies.gov_010_test

import data.yunzhi.fixtures
import data.yunzhi.policies.gov_010

full := {
	"asset.yunzhi.dev/code": "ZC-2026-0017",
	"asset.yunzhi.dev/category": "A02010104",
	"asset.yunzhi.dev/acquired": "2026-11-24",
	"asset.yunzhi.dev/value": "86000.50",
	"asset.yunzhi.dev/custodian": "li.wei",
	"asset.yunzhi.dev/life-years": "6",
}

node(annotations) := {
	"review": {
		"operation": "CREATE",
		"name": "n1",
		"kind": {"group": "", "kind": "Node"},
		"object": {"metadata": {"name": "n1", "uid": "u", "annotations": annotations}, "spec": {}},
	},
	"context": {"now": "2026-11-24T08:00:00Z", "exceptions": []},
}

card(field, value) := object.union(full, {concat("", ["asset.yunzhi.dev/", field]): value})

found(annotations) := fixtures.effects("gov_010", node(annotations))

path(field) := sprintf(`$.metadata.annotations["asset.yunzhi.dev/%s"]`, [field])

test_a_full_card_passes if found(full) == set()

test_without_a_life_it_is_full if found(object.remove(full, ["asset.yunzhi.dev/life-years"])) == set()

test_each_missing_field_is_found if {
	every field in {"code", "category", "acquired", "value", "custodian"} {
		found(object.remove(full, [concat("", ["asset.yunzhi.dev/", field])])) == {[path(field), "own"]}
		found(card(field, "  ")) == {[path(field), "own"]}
	}
}

test_a_node_without_annotations_is_found if {
	bare := json.remove(node({}), ["/review/object/metadata/annotations"])
	count(fixtures.found("gov_010", bare)) == 5
}

test_the_messages_name_the_field if {
	texts := {[f.message, f.messageZh] | some f in gov_010.findings} with input as node(object.remove(full, ["asset.yunzhi.dev/code"]))
	texts == {[
		"the node has no asset card: the asset code is missing, annotation asset.yunzhi.dev/code",
		"节点没有完整的资产卡片：缺少资产编号（注解 asset.yunzhi.dev/code）",
	]}
}

test_what_is_no_category_is_found if {
	every wrong in {"A2", "server", "A0201010401", "B02", "A020"} {
		found(card("category", wrong)) == {[path("category"), "own"]}
	}
}

test_what_is_no_day_of_the_past_is_found if {
	every wrong in {"2026-02-30", "yesterday", "2026-11-25"} {
		found(card("acquired", wrong)) == {[path("acquired"), "own"]}
	}
}

test_what_is_no_amount_is_found if {
	every wrong in {"-1", "1e5", "86,000", "1.234", "unknown"} {
		found(card("value", wrong)) == {[path("value"), "own"]}
	}
	found(card("value", "0")) == set()
}

test_what_is_no_life_is_found if {
	every wrong in {"", "0", "6.5", "long", "06", "1000"} {
		found(card("life-years", wrong)) == {[path("life-years"), "own"]}
	}
}

test_a_life_below_the_floor_is_warned_of if {
	found(card("life-years", "5")) == {[path("life-years"), "Warn"]}
	found(object.union(card("life-years", "5"), {"asset.yunzhi.dev/category": "A020801"})) == set()
	found(object.union(card("life-years", "4"), {"asset.yunzhi.dev/category": "A020801"})) == {[path("life-years"), "Warn"]}
	found(object.union(card("life-years", "1"), {"asset.yunzhi.dev/category": "A0203"})) == set()
}

test_the_longest_beginning_of_a_category_counts if {
	found(card("life-years", "7")) == {[path("life-years"), "Warn"]} with data.parameters.gov_010 as {"floorYears": {"A02": 5, "A020101": 8}}
	found(card("life-years", "7")) == set() with data.parameters.gov_010 as {"floorYears": {"A02": 8, "A020101": 5}}
}

test_other_kinds_and_nodes_on_their_way_out_are_left_alone if {
	fixtures.found("gov_010", fixtures.pod_with([])) == set()
	leaving := json.patch(node({}), [{
		"op": "add",
		"path": "/review/object/metadata/deletionTimestamp",
		"value": "2026-11-24T08:00:00Z",
	}])
	fixtures.found("gov_010", leaving) == set()
}
