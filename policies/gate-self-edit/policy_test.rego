package interlock.gate_self_edit_test

import data.interlock.gate_self_edit

test_edit_asks_approval if {
	{"approval"} == {finding.asks | some finding in gate_self_edit.findings} with input as {"change": {"gateFiles": [{"path": ".interlock/config.yml", "status": "modified"}]}}
}

test_record_asks_approval if {
	{"The record of an earlier change touched"} == {finding.title | some finding in gate_self_edit.findings} with input as {"change": {"gateFiles": [{"path": ".interlock/changes/old.yml", "status": "deleted"}]}}
}

test_folder_itself_is_the_gates if {
	{"The gate's own file changed"} == {finding.title | some finding in gate_self_edit.findings} with input as {"change": {"gateFiles": [{"path": ".interlock/changes", "status": "added"}]}}
}

test_no_gate_file if count(gate_self_edit.findings) == 0 with input as {"change": {"gateFiles": []}}

test_absent_section if count(gate_self_edit.findings) == 0 with input as {}

test_reason_is_told if {
	file := {"path": "owners.txt", "status": "modified", "because": "target of the symlink CODEOWNERS"}
	messages := {finding.message | some finding in gate_self_edit.findings} with input as {"change": {"gateFiles": [file]}}
	messages == {"owners.txt decides what may be merged and was modified (target of the symlink CODEOWNERS)"}
}

test_output_blocks if {
	every path in {".interlock/out", ".interlock/out/events.jsonl.lock", ".Interlock/Out/events.jsonl"} {
		{"block"} == {finding.asks | some finding in gate_self_edit.findings} with input as {"change": {"gateFiles": [{"path": path, "status": "added"}]}}
	}
}

test_output_can_be_taken_away if {
	{"approval"} == {finding.asks | some finding in gate_self_edit.findings} with input as {"change": {"gateFiles": [{"path": ".interlock/out/events.jsonl", "status": "deleted"}]}}
}
