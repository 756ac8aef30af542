# METADATA
# title: gate-self-edit
# description: >-
#   The gate reads its own files from the base commit, so a change of them takes effect only after it is merged; a person
#   approves it. Files that a change adds for itself (.interlock/changes/) are not the gate's; those of earlier changes
#   are a record, and stay as they are. CODEOWNERS is the gate's too: it says whose approval counts. What runs write
#   (.interlock/out/) is in no commit: later runs would go on with it, or could not write.
package interlock.gate_self_edit

findings contains {
	"asks": "approval",
	"path": file.path,
	"title": "The gate's own file changed",
	"message": sprintf("%s decides what may be merged and was %s%s", [file.path, file.status, reason(file)]),
	"fix": "leave the file as it is, or an owner approves the change",
} if {
	some file in input.change.gateFiles
	not is_record(file.path)
	not brings_output(file)
}

findings contains {
	"asks": "block",
	"path": file.path,
	"title": "Output of a run brought along",
	"message": sprintf("%s was %s, and runs write there: they would go on with it, or could not write%s", [file.path, file.status, reason(file)]),
	"fix": "take the file out of the change, and list .interlock/out/ in .gitignore",
} if {
	some file in input.change.gateFiles
	brings_output(file)
}

findings contains {
	"asks": "approval",
	"path": file.path,
	"title": "The record of an earlier change touched",
	"message": sprintf("%s says what an earlier change set out to do and was %s%s", [file.path, file.status, reason(file)]),
	"fix": "leave the file as it is; a change adds a manifest of its own",
} if {
	some file in input.change.gateFiles
	is_record(file.path)
}

brings_output(file) if {
	file.status != "deleted"
	is_output(lower(file.path))
}

is_output(".interlock/out")

is_output(path) if startswith(path, ".interlock/out/")

is_record(path) if startswith(lower(path), ".interlock/changes/")

reason(file) := sprintf(" (%s)", [file.because]) if file.because

else := ""
