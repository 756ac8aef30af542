package interlock.scope_test

import data.interlock.scope

problem(kind) := {"class": "git", "kind": kind, "message": "m", "fix": "f"}

test_each_kind_blocks if {
	every kind in object.keys(scope.titles) {
		{"block"} == {finding.asks | some finding in scope.findings} with input as {"manifest": {"problems": [problem(kind)]}}
	}
}

test_place_is_kept if {
	expected := {{"asks": "block", "path": "a", "line": 3, "title": "Manifest cannot be read", "message": "m", "fix": "f"}}
	expected == scope.findings with input as {"manifest": {"problems": [object.union(problem("malformed"), {"path": "a", "line": 3})]}}
}

test_signatures_are_left_to_manifest_present if count(scope.findings) == 0 with input as {"manifest": {"problems": [problem("unsigned"), problem("wrong-signature")]}}

test_no_problem if count(scope.findings) == 0 with input as {"manifest": {"problems": []}}

test_absent_section if count(scope.findings) == 0 with input as {}
