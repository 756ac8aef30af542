package interlock.opaque_content_test

import data.interlock.opaque_content

found(sighting) := findings if {
	change := {"opaque": [object.union({"where": "content", "path": "a.ts", "count": 2}, sighting)]}
	findings := opaque_content.findings with input as {"change": change}
}

asked(sighting) := {finding.asks | some finding in found(sighting)}

messages(sighting) := {finding.message | some finding in found(sighting)}

override := {"kind": "bidi-control", "line": 3, "characters": ["U+202E (right-to-left override)"]}

test_nothing if count(opaque_content.findings) == 0 with input as {"change": {"opaque": []}}

test_absent_section if count(opaque_content.findings) == 0 with input as {}

test_hidden_asks_and_blocks_in_orders if {
	every kind in object.keys(opaque_content.hidden) {
		asked({"kind": kind}) == {"approval"}
		asked({"kind": kind, "governs": "ci"}) == {"block"}
		asked({"kind": kind, "governs": "gate"}) == {"block"}
	}
}

test_unseen_asks if {
	every kind in object.keys(opaque_content.unseen) {
		asked({"kind": kind}) == {"approval"}
	}
	asked({"kind": "pushed-aside", "governs": "ci"}) == {"block"}
	asked({"kind": "text-as-binary", "governs": "ci"}) == {"block"}
	asked({"kind": "unread", "governs": "gate"}) == {"block"}
	asked({"kind": "executable", "governs": "ci"}) == {"approval"}
}

test_shown if {
	every kind in object.keys(opaque_content.shown) {
		asked({"kind": kind}) == {"show"}
		asked({"kind": kind, "governs": "ci"}) == {"show"}
	}
}

test_unknown_asks if asked({"kind": "other"}) == {"approval"}

test_place_and_characters if {
	some finding in found(override)
	finding.path == "a.ts"
	finding.line == 3
	finding.message == "the change adds controls of the writing direction, by which it reads otherwise than it runs: U+202E (right-to-left override), 2 in all"
}

test_one_character if messages({"kind": "tag", "characters": ["U+E0041 (tag character)"], "count": 1}) == {"the change adds tag characters, which nobody sees: U+E0041 (tag character)"}

test_subjects if {
	messages({"kind": "tag", "where": "path"}) == {"the path holds tag characters, which nobody sees, 2 of them"}
	messages({"kind": "tag", "where": "more", "count": 7}) == {"7 more places hold tag characters, which nobody sees"}
	messages({"kind": "tag", "governs": "gate", "count": 1}) == {"a file of the gate holds tag characters, which nobody sees"}
	messages({"kind": "binary", "count": 1}) == {"the file is a binary file"}
}

test_commit_has_no_place if {
	some finding in opaque_content.findings with input as {"change": {"opaque": [{"where": "commit", "commit": "1234567890abcdef", "kind": "tag", "line": 2, "count": 1}]}}
	finding.message == "commit 1234567890ab, in its message or the names of its authors, holds tag characters, which nobody sees"
	object.keys(finding) == {"asks", "title", "message", "fix"}
}
