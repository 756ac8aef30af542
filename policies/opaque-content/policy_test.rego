package interlock.opaque_content_test

import data.interlock.opaque_content

hidden(more) := {"change": {"hidden": [object.union({"path": "a.ts", "kind": "bidi-control", "character": "U+202E", "count": 2}, more)]}}

test_nothing_hidden if count(opaque_content.findings) == 0 with input as {"change": {"hidden": []}}

test_in_a_line if {
	some finding in opaque_content.findings with input as hidden({"line": 3})
	finding.line == 3
	finding.asks == "block"
	contains(finding.message, "control of the writing direction (U+202E)")
	contains(finding.message, "in the line, 2 of")
}

test_in_a_path if {
	some finding in opaque_content.findings with input as hidden({})
	not finding.line
	contains(finding.message, "in the path")
}

test_every_kind_has_a_name if {
	every kind in ["bidi-control", "zero-width", "variation-selector", "tag"] {
		count(opaque_content.findings) == 1 with input as hidden({"kind": kind})
	}
}

test_absent_section if count(opaque_content.findings) == 0 with input as {}
