# No change of a CI file at all, not even with an approval.
package interlock.no_ci

findings contains {
	"asks": "block",
	"path": file.path,
	"title": "CI file changed",
	"message": sprintf("%s was %s", [file.path, file.status]),
	"fix": "leave the file as it is",
} if some file in input.change.ciFiles
