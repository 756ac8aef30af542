package interlock.gate_self_edit_test

import data.interlock.gate_self_edit

test_edit_asks_approval if {
	{"approval"} == {finding.asks | some finding in gate_self_edit.findings} with input as {"change": {"gateFiles": [{"path": ".interlock/config.yml", "status": "modified"}]}}
}

test_no_gate_file if count(gate_self_edit.findings) == 0 with input as {"change": {"gateFiles": []}}

test_absent_section if count(gate_self_edit.findings) == 0 with input as {}
