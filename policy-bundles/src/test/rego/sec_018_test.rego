package yunzhi.policies.sec_018_test

import data.yunzhi.fixtures

found(patches) := fixtures.found("sec_018", fixtures.pod_with(patches))

mount := {"op": "add", "path": "/automountServiceAccountToken", "value": true}

account(name) := {"op": "add", "path": "/serviceAccountName", "value": name}

token := {"op": "add", "path": "/volumes", "value": [
	{"name": "a", "emptyDir": {}},
	{"name": "b", "projected": {"sources": [{"configMap": {}}, {"serviceAccountToken": {"path": "token"}}]}},
]}

denied := {"$.spec.automountServiceAccountToken"}

test_the_token_of_the_default_account_is_denied if {
	found([mount]) == denied
	found([token]) == denied
	found([account("default"), token]) == denied
	found([account(""), mount]) == denied
}

test_the_token_of_an_own_account_passes if {
	found([account("web"), mount]) == set()
	found([account("web"), token]) == set()
}

test_the_default_account_without_its_token_passes if {
	found([]) == set()
	found([{"op": "add", "path": "/automountServiceAccountToken", "value": false}]) == set()
	found([{"op": "add", "path": "/volumes", "value": [{"name": "a", "projected": {"sources": [{"secret": {}}]}}]}]) == set()
}
