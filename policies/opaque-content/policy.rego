# METADATA
# title: opaque-content
# description: >-
#   No line that the change adds, and no new path, has characters that a reader does not see: controls of the writing
#   direction, zero-width characters, variation selectors and tags.
package interlock.opaque_content

names := {
	"bidi-control": "control of the writing direction",
	"zero-width": "zero-width character",
	"variation-selector": "variation selector",
	"tag": "tag character",
}

findings contains object.union(place, {
	"asks": "block",
	"path": hidden.path,
	"title": "Hidden character",
	"message": sprintf("a %s (%s) that nobody sees stands %s, %d of its kind there", [names[hidden.kind], hidden.character, where(hidden), hidden.count]),
	"fix": "remove it, or write it as an escape such as \\u202e where the program needs it",
}) if {
	some hidden in input.change.hidden
	place := {key: hidden[key] | some key in ["line"]}
}

where(hidden) := "in the line" if hidden.line

where(hidden) := "in the path" if not hidden.line
