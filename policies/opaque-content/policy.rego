# METADATA
# title: opaque-content
# description: >-
#   A change brings nothing that its reviewer does not see: in added lines, new paths, links and commits no characters
#   without looks of their own, no code beside the window, no programs or archives. A person approves what does; in files
#   of CI and of the gate hidden text is blocked. Other binary files and minified lines are shown.
package interlock.opaque_content

# What reads otherwise than it looks.
hidden := {
	"bidi-control": {
		"title": "Hidden controls of the writing direction",
		"what": "controls of the writing direction, by which it reads otherwise than it runs",
	},
	"tag": {"title": "Hidden tag characters", "what": "tag characters, which nobody sees"},
	"invisible": {"title": "Invisible characters", "what": "characters that nobody sees"},
	"variation-selector": {
		"title": "Hidden variation selectors",
		"what": "variation selectors that belong to no visible character",
	},
	"private-use": {"title": "Private use characters", "what": "characters without a meaning of their own"},
	"control": {"title": "Control characters", "what": "control characters"},
	"line-break": {"title": "Hidden line breaks", "what": "line breaks that only some programs take for one"},
	"invalid-utf8": {"title": "Text that is not UTF-8", "what": "bytes that are not UTF-8"},
}

# What is not shown at all.
unseen := {
	"pushed-aside": {
		"title": "Text beside the window",
		"what": "text behind so many blanks that it stands beside the window",
		"fix": "write the text where it can be read",
	},
	"hidden-diff": {
		"title": "Files hidden from review",
		"what": "an attribute by which git or a forge hides changes of files",
		"fix": "leave the attribute out, or an owner approves the change",
	},
	"text-as-binary": {
		"title": "Text in a binary file",
		"what": "a text that git takes for binary, so that nobody sees what was changed",
		"fix": "write it as UTF-8 without NUL characters, or an owner approves the change",
	},
	"executable": {
		"title": "Executable file",
		"what": "a program that nobody can read",
		"fix": "build it from source in CI, or an owner approves the change",
	},
	"archive": {
		"title": "Archive",
		"what": "an archive whose files nobody sees",
		"fix": "commit its files themselves, or an owner approves the change",
	},
	"unread": {
		"title": "Content that was not read",
		"what": "more than is read, so nobody can say what it holds",
		"fix": "make it smaller, or an owner approves the change",
	},
}

shown := {
	"ideographic-variation": {"title": "Variants of ideographs", "what": "variation selectors of ideographs"},
	"long-line": {"title": "Long lines", "what": "lines of more than 5,000 characters"},
	"binary": {"title": "Binary file", "what": "a binary file"},
}

findings contains object.union(place(sighting), {
	"asks": asks(sighting),
	"title": kind.title,
	"message": sprintf("%s %s%s", [subject(sighting), kind.what, details(sighting)]),
	"fix": object.get(kind, "fix", "remove them, or write them as escapes; or an owner approves the change"),
}) if {
	some sighting in input.change.opaque
	kind := object.union(object.union(hidden, unseen), shown)[sighting.kind]
}

# A kind that is not known is one that somebody has to look at.
findings contains object.union(place(sighting), {
	"asks": "approval",
	"title": "Content that cannot be seen",
	"message": "it holds what no rule of this policy knows",
	"fix": "an owner looks at it and approves the change",
}) if {
	some sighting in input.change.opaque
	not hidden[sighting.kind]
	not unseen[sighting.kind]
	not shown[sighting.kind]
}

# The line of a message of a commit is no line of a file.
place(sighting) := {key: sighting[key] | some key in ["path", "line"]} if sighting.path

else := {}

asks(sighting) := "show" if shown[sighting.kind]

else := "block" if {
	sighting.governs
	blocks_orders(sighting.kind)
}

else := "approval"

blocks_orders(kind) if hidden[kind]

blocks_orders(kind) if kind in {"pushed-aside", "text-as-binary", "unread"}

subject(sighting) := "the path holds" if sighting.where == "path"

subject(sighting) := by_commit(sighting.commit) if sighting.where == "commit"

subject(sighting) := by_number(sighting.count) if sighting.where == "more"

subject(sighting) := by_content(sighting) if not sighting.where in {"path", "commit", "more"}

by_content(sighting) := by_orders(sighting.governs) if sighting.governs

by_content(sighting) := "the file is" if {
	not sighting.governs
	is_whole(sighting.kind)
}

by_content(sighting) := "the change adds" if {
	not sighting.governs
	not is_whole(sighting.kind)
}

is_whole(kind) if kind in {"executable", "archive", "binary", "text-as-binary"}

by_commit(commit) := sprintf("commit %s, in its message or the names of its authors, holds", [substring(commit, 0, 12)])

by_number(number) := sprintf("%d more places hold", [number])

by_orders(governs) := sprintf("a file of %s holds", [orders[governs]])

orders := {"ci": "CI", "gate": "the gate"}

details(sighting) := with_characters(sighting) if {
	sighting.where != "more"
	count(sighting.characters) > 0
} else := with_count(sighting.count) if {
	sighting.where != "more"
	sighting.count > 1
} else := ""

with_characters(sighting) := sprintf(": %s", [concat(", ", sighting.characters)]) if sighting.count == 1

with_characters(sighting) := sprintf(": %s, %d in all", [concat(", ", sighting.characters), sighting.count]) if sighting.count != 1

with_count(number) := sprintf(", %d of them", [number])
