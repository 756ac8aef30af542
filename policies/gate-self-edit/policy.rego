# METADATA
# title: gate-self-edit
# description: >-
#   The gate reads its own files from the base commit, so a change of them takes effect only after it is merged; a person
#   approves it. Files that a change adds for itself (.interlock/changes/) are not the gate's.
package interlock.gate_self_edit

findings contains {
	"asks": "approval",
	"path": file.path,
	"title": "The gate's own file changed",
	"message": sprintf("%s decides what may be merged and was %s", [file.path, file.status]),
	"fix": "leave the file as it is, or an owner approves the change",
} if {
	some file in input.change.gateFiles
}
