package yunzhi.policies.sec_022

import data.yunzhi.lib

findings contains lib.violation(
	"$.spec.dataClass",
	"the request has no data class: spec.dataClass must be General, Important or Core",
	"申请没有填写数据类别：spec.dataClass 必须为 General、Important 或 Core",
) if {
	lib.tenant_request
	lib.missing(lib.requested, ["dataClass"])
}
