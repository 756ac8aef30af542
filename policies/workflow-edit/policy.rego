# METADATA
# title: workflow-edit
# description: >-
#   A change of a CI file needs an approval; it is blocked where it grants a write permission, adds a trigger that runs
#   with the repository's rights, or cannot be read. A file that a CI file includes or uses, and the target of a symlink
#   where CI looks, is one too. Where the merge conflicts or not all such files are known, a person looks.
package interlock.workflow_edit

findings contains {
	"asks": "approval",
	"path": file.path,
	"title": "CI file changed",
	"message": sprintf("%s was %s%s", [file.path, file.status, reason(file)]),
	"fix": "leave the file as it is, or an owner approves the change",
} if {
	some file in input.change.ciFiles
}

findings contains {
	"asks": "block",
	"path": file.path,
	"line": permission.line,
	"title": "Write permission granted",
	"message": sprintf("gives %s %s", [receiver(permission.scope), grant(permission)]),
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

findings contains {
	"asks": "approval",
	"title": "The merge conflicts",
	"message": sprintf("the change conflicts with its base%s, so nobody can say what the merge makes of CI files and of the gate's own", [where(doubt)]),
	"fix": "merge the base into the change, or rebase it",
} if {
	some doubt in input.change.doubts
	doubt.kind == "merge-conflict"
}

findings contains {
	"asks": "approval",
	"title": "Not every CI file is known",
	"message": sprintf("%s%s, so a file of the change may be one that is not shown as one", [unknown[doubt.kind], where(doubt)]),
	"fix": "an owner looks at every file of the change and approves it",
} if {
	some doubt in input.change.doubts
	doubt.kind != "merge-conflict"
}

unknown := {
	"many-references": "the CI files name more files than are followed",
	"many-links": "there are more symlinks than are followed",
	"unreadable-ci-file": "what a CI file names cannot be read",
}

reason(file) := sprintf(" (%s)", [file.because]) if file.because

else := ""

where(doubt) := sprintf(" in %s", [concat(", ", doubt.paths)]) if count(doubt.paths) > 0

else := ""

receiver("top") := "all jobs of the workflow"

# A job of the name top.
receiver("jobs.top") := "the job top"

receiver(scope) := sprintf("the job %s", [scope]) if not scope in {"top", "jobs.top"}

grant(permission) := "the default permissions of the repository, which may be write" if is_default(permission)

grant(permission) := sprintf("%s: %s", [permission.name, permission.level]) if not is_default(permission)

is_default(permission) if {
	permission.name == "permissions"
	permission.level == "default"
}
