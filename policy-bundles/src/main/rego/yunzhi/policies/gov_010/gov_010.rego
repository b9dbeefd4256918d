# METADATA
# title: Every machine has its asset card
# description: >-
#   Nodes without asset code, category, date of acquisition, value or custodian, and nodes whose card gives
#   them a shorter life than the accounting rules allow. The card stands in annotations of the Node under
#   asset.yunzhi.dev/. Nodes are shown to no webhook, so that none can be kept out by mistake: the background
#   scan finds them. Licences and other assets that are no objects have their cards in the register of assets,
#   which takes none in that lacks one of these.
# custom:
#   id: GOV-010
#   titleZh: 资产卡片
#   descriptionZh: >-
#     缺少资产编号、资产分类、取得日期、价值或保管人的节点，以及卡片所填使用年限低于会计制度下限的节点。卡片填写在 Node 的
#     asset.yunzhi.dev/ 注解中。为避免误将节点拒之门外，节点不经准入 Webhook，由后台扫描发现。软件许可等非集群对象的资产在资产台账登记，要素不全的不予登记。
#   remedy: >-
#     Annotate the Node: kubectl annotate node <name> asset.yunzhi.dev/code=… asset.yunzhi.dev/category=…
#     asset.yunzhi.dev/acquired=<day> asset.yunzhi.dev/value=<yuan> asset.yunzhi.dev/custodian=…, and where a
#     life is set, asset.yunzhi.dev/life-years=<years> of the floor or more.
#   remedyZh: >-
#     为 Node 填写注解：asset.yunzhi.dev/code（资产编号）、asset.yunzhi.dev/category（资产分类代码）、asset.yunzhi.dev/acquired（取得日期）、
#     asset.yunzhi.dev/value（原值，元）、asset.yunzhi.dev/custodian（保管人）；填写 asset.yunzhi.dev/life-years（使用年限）的，不得低于下限。
#   effect: Audit
#   kinds: [Node]
#   clauses:
#     - {standard: 财会〔2017〕4号, edition: "2017", clause: 固定资产折旧年限表, confirmed: true}
#     - {standard: GB/T 14885, edition: "2022", clause: 固定资产分类与代码, confirmed: true}
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       floorYears:
#         type: object
#         additionalProperties: {type: integer, minimum: 1}
#         description: >-
#           The shortest life in whole years, by the beginning of a category's code; the longest that fits
#           counts. 6 years of computers and office equipment and 5 of electrical and communications equipment
#           are of the accounting rules; which codes those are is from general knowledge, not confirmed.
package yunzhi.policies.gov_010

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

parameters := data.parameters.gov_010

annotations := object.get(input.review.object.metadata, ["annotations"], {}) if {
	lib.kind == "/Node"
	lib.written
}

fields := {
	"code": {"en": "the asset code", "zh": "资产编号"},
	"category": {"en": "the category by GB/T 14885", "zh": "资产分类（GB/T 14885）"},
	"acquired": {"en": "the date of acquisition", "zh": "取得日期"},
	"value": {"en": "the value", "zh": "价值"},
	"custodian": {"en": "the custodian", "zh": "保管人"},
}

key(field) := concat("", ["asset.yunzhi.dev/", field])

card(field) := trim_space(annotations[key(field)])

path(field) := sprintf("$.metadata.annotations[%q]", [key(field)])

findings contains lib.violation(
	path(field),
	sprintf("the node has no asset card: %s is missing, annotation %s", [name.en, key(field)]),
	sprintf("节点没有完整的资产卡片：缺少%s（注解 %s）", [name.zh, key(field)]),
) if {
	some field, name in fields
	lib.missing(annotations, [key(field)])
}

findings contains lib.violation(
	path("category"),
	sprintf("%q is no category of GB/T 14885: it must be a letter and two to eight digits, such as A02010104", [card("category")]),
	sprintf("%q 不是 GB/T 14885 的分类代码：须为一个字母加两至八位数字，例如 A02010104", [card("category")]),
) if {
	card("category") != ""
	not regex.match(`^A([0-9]{2}){1,4}$`, card("category"))
}

findings contains lib.violation(
	path("acquired"),
	sprintf("%q is no day on which the node can have been acquired: it must be a day like 2026-11-24, not after today", [card("acquired")]),
	sprintf("%q 不是有效的取得日期：须为 2026-11-24 形式的日期，且不晚于今天", [card("acquired")]),
) if {
	card("acquired") != ""
	not past(card("acquired"))
}

past(day) if lib.begin_of(day) <= lib.now

findings contains lib.violation(
	path("value"),
	sprintf("%q is no value: it must be an amount in yuan, such as 86000 or 86000.50", [card("value")]),
	sprintf("%q 不是有效的价值：须为以元计的金额，例如 86000 或 86000.50", [card("value")]),
) if {
	card("value") != ""
	not regex.match(`^[0-9]+(\.[0-9]{1,2})?$`, card("value"))
}

findings contains lib.violation(
	path("life-years"),
	sprintf("%q is no life: it must be a whole number of years, or be left out", [card("life-years")]),
	sprintf("%q 不是有效的使用年限：须为整数年，或者不填", [card("life-years")]),
) if {
	card("life-years")
	not years
}

years := to_number(card("life-years")) if regex.match(`^[1-9][0-9]{0,2}$`, card("life-years"))

findings contains object.union({"effect": "Warn"}, lib.violation(
	path("life-years"),
	sprintf("a life of %d years is below the floor of %d for category %s", values),
	sprintf("使用年限 %d 年低于下限 %d 年（分类 %s）", values),
)) if {
	years < floor_years
	values := [years, floor_years, card("category")]
}

floor_years := parameters.floorYears[prefix] if {
	prefixes := [prefix | some prefix, _ in parameters.floorYears; startswith(card("category"), prefix)]
	prefix := max(prefixes)
}
