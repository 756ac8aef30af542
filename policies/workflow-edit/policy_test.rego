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
	found(object.union(calm, {"writePermissionsAdded": [{"scope": "workflow", "name": "contents", "level": "write", "line": 3}]})) == {"approval", "block"}
}

test_dangerous_trigger_blocks if {
	found(object.union(calm, {"dangerousTriggersAdded": [{"name": "pull_request_target", "line": 2}]})) == {"approval", "block"}
}

test_unreadable_blocks if found(object.union(calm, {"unreadable": "line 3: bad indent"})) == {"approval", "block"}
