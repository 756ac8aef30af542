package interlock.workflow_edit_test

import data.interlock.workflow_edit

calm := {"addedTriggers": [], "dangerousTriggersAdded": [], "writePermissionsAdded": []}

found(comparison) := asks if {
	change := {"ciFiles": [{"path": "ci.yml", "status": "modified", "comparison": comparison}]}
	asks := {finding.asks | some finding in workflow_edit.findings} with input as {"change": change}
}

test_no_ci_file if count(workflow_edit.findings) == 0 with input as {"change": {"ciFiles": []}}

test_absent_section if count(workflow_edit.findings) == 0 with input as {}

test_any_edit_asks_approval if found(calm) == {"approval"}

test_write_permission_blocks if {
	found(object.union(calm, {"writePermissionsAdded": [{"scope": "top", "name": "contents", "level": "write", "line": 3}]})) == {"approval", "block"}
}

test_dangerous_trigger_blocks if {
	found(object.union(calm, {"dangerousTriggersAdded": [{"name": "pull_request_target", "line": 2}]})) == {"approval", "block"}
}

test_unreadable_blocks if found(object.union(calm, {"unreadable": "line 3: bad indent"})) == {"approval", "block"}

test_reason_is_told if {
	file := {"path": "ci/build.yml", "status": "modified", "because": "included by .gitlab-ci.yml", "comparison": calm}
	messages := {finding.message | some finding in workflow_edit.findings} with input as {"change": {"ciFiles": [file]}}
	messages == {"ci/build.yml was modified (included by .gitlab-ci.yml)"}
}

doubted(doubts) := told if {
	change := {"ciFiles": [], "doubts": doubts}
	told := {[finding.asks, finding.title, finding.message] | some finding in workflow_edit.findings} with input as {"change": change}
}

test_conflict_asks_approval if {
	doubted([{"kind": "merge-conflict", "paths": ["a", "b"]}]) == {["approval", "The merge conflicts", "the change conflicts with its base in a, b, so nobody can say what the merge makes of CI files and of the gate's own"]}
}

test_conflict_without_paths_asks_approval if {
	{["approval", "The merge conflicts", "the change conflicts with its base, so nobody can say what the merge makes of CI files and of the gate's own"]} == doubted([{"kind": "merge-conflict", "paths": []}])
}

test_unknown_ci_files_ask_approval if {
	every kind in ["many-references", "many-links", "unreadable-ci-file"] {
		{"approval"} == {asks | some [asks, _, _] in doubted([{"kind": kind, "paths": ["x"]}])}
	}
}

granted(permission) := messages if {
	comparison := object.union(calm, {"writePermissionsAdded": [object.union({"line": 3}, permission)]})
	change := {"ciFiles": [{"path": "ci.yml", "status": "modified", "comparison": comparison}]}
	messages := {finding.message | some finding in workflow_edit.findings; finding.asks == "block"} with input as {"change": change}
}

test_says_who_is_given_what if {
	granted({"scope": "top", "name": "contents", "level": "write"}) == {"gives all jobs of the workflow contents: write"}
	granted({"scope": "build", "name": "contents", "level": "write"}) == {"gives the job build contents: write"}
	granted({"scope": "jobs.top", "name": "permissions", "level": "write-all"}) == {"gives the job top permissions: write-all"}
	granted({"scope": "top", "name": "permissions", "level": "default"}) == {"gives all jobs of the workflow the default permissions of the repository, which may be write"}
}
