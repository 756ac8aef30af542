# METADATA
# title: scope
# description: >-
#   A change keeps to the manifest that it brings: to its paths, capabilities and limits, on the branch and base that it
#   was written for, until it expires. A manifest narrows what a change may do; it grants nothing.
package interlock.scope

titles := {
	"malformed": "Manifest cannot be read",
	"wrong-repository": "Manifest of another repository",
	"wrong-branch": "Manifest of another branch",
	"wrong-base": "Manifest of another base",
	"expired": "Manifest expired",
	"path-not-allowed": "Path outside the manifest",
	"path-forbidden": "Path forbidden by the manifest",
	"undeclared-capability": "Capability not declared",
	"over-limit": "Change larger than declared",
	"kind-disagrees": "Hotfix not agreed on",
}

findings contains object.union(place, {
	"asks": "block",
	"title": titles[problem.kind],
	"message": problem.message,
	"fix": problem.fix,
}) if {
	some problem in input.manifest.problems
	place := {key: problem[key] | some key in ["path", "line"]}
}
