package yunzhi.policies.sec_022

import data.yunzhi.lib

region := object.get(input.context, ["cloud", "region"], "")

findings contains lib.violation(
	"$.spec.cloud",
	sprintf("cloud %q lies in region %q, which is not known to be in China: spec.cloud must name one in %s", [cloud, region, concat(", ", parameters.regions)]),
	sprintf("云平台 %q 所在地域 %q 不能确认位于境内：spec.cloud 必须为位于 %s 的云平台", [cloud, region, concat("、", parameters.regions)]),
) if {
	lib.asks_for({"cloud"})
	not inside
	cloud := object.get(input.context, ["cloud", "name"], "")
}

inside if {
	lies_in(parameters.regions)
	not lies_in(parameters.outsideRegions)
}

lies_in(regions) if region in regions

lies_in(regions) if {
	some name in regions
	startswith(region, concat("", [name, "-"]))
}
