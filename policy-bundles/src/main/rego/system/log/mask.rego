# METADATA
# title: What no decision log holds
# description: >-
#   A stock OPA takes these parts out of a decision before it sends or prints it: data.system.log.mask
#   is where it looks. Of a Secret everything goes that may hold its data, annotations too, for
#   kubectl keeps a copy of the whole object in one of them.
package system.log

mask contains path if {
	input.input.review.kind == {"group": "", "version": "v1", "kind": "Secret"}
	some object in ["object", "oldObject"]
	some field in ["data", "stringData", "metadata/annotations"]
	path := concat("/", ["/input/review", object, field])
}
