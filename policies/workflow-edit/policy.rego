# METADATA
# title: workflow-edit
# description: >-
#   A change of a CI file needs an approval; it is blocked where it grants a write permission, adds a trigger that runs
#   with the repository's rights, or cannot be read.
package interlock.workflow_edit

findings contains {
	"asks": "approval",
	"path": file.path,
	"title": "CI file changed",
	"message": sprintf("%s was %s", [file.path, file.status]),
	"fix": "leave the file as it is, or an owner approves the change",
} if {
	some file in input.change.ciFiles
}

findings contains {
	"asks": "block",
	"path": file.path,
	"line": permission.line,
	"title": "Write permission granted",
	"message": sprintf("adds %s: %s to %s", [permission.name, permission.level, permission.scope]),
	"fix": "drop the permission, or propose it in a change of its own by a person",
} if {
	some file in input.change.ciFiles
	some permission in file.comparison.writePermissionsAdded
}

findings contains {
	"asks": "block",
	"path": file.path,
	"line": trigger.line,
	"title": "Dangerous trigger added",
	"message": sprintf("adds the trigger %s, which runs with the repository's own rights", [trigger.name]),
	"fix": "use pull_request instead",
} if {
	some file in input.change.ciFiles
	some trigger in file.comparison.dangerousTriggersAdded
}

findings contains {
	"asks": "block",
	"path": file.path,
	"title": "CI file cannot be read",
	"message": sprintf("%s cannot be read as a CI file, so nobody can say what it grants", [file.path]),
	"fix": "repair the file so that it parses",
} if {
	some file in input.change.ciFiles
	file.comparison.unreadable
}
