package yunzhi.lib_bounds_test

import data.yunzhi.lib

test_what_is_not_bounded_is_within if {
	not lib.outside("registries", "a") with input as {"context": {}}
	not lib.outside("registries", "a") with input as {"context": {"bounds": {"hosts": []}}}
}

test_what_is_bounded_is_within_if_it_is_listed if {
	bounds := {"context": {"bounds": {"storageClasses": ["a", "b"]}}}
	not lib.outside("storageClasses", "b") with input as bounds
	lib.outside("storageClasses", "c") with input as bounds
	lib.one_of("storageClasses") == "a, b" with input as bounds
	lib.one_of_zh("storageClasses") == "a、b" with input as bounds
}

test_an_empty_list_allows_nothing if {
	none := {"context": {"bounds": {"storageClasses": []}}}
	lib.outside("storageClasses", "a") with input as none
	startswith(lib.one_of("storageClasses"), "none") with input as none
	startswith(lib.one_of_zh("storageClasses"), "无") with input as none
}
