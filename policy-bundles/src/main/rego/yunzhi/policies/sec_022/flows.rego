package yunzhi.policies.sec_022

import data.yunzhi.lib

agreement if {
	lib.kind == "yunzhi.dev/Agreement"
	lib.specified
}

findings contains lib.violation(
	sprintf("$.spec.flows[%d].%s", [index, lower_end]),
	sprintf("data of class %s of tenant %q would reach tenant %q of the lower protection level %d: it must have level %d or higher", texts),
	sprintf("%s 类数据将从租户 %q 流向安全保护等级较低的租户 %q（%d 级）：其等级不得低于 %d 级", texts),
) if {
	agreement
	some index, flow in input.context.flows
	some holding, lower_end in {"from": "to", "to": "from"}
	holder := flow[holding]
	other := flow[lower_end]
	class := object.get(holder, "dataClass", "Core")
	class in lib.weighty_data
	holder.protectionLevel > other.protectionLevel
	texts := [class, holder.name, other.name, other.protectionLevel, holder.protectionLevel]
}
