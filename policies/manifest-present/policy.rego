# METADATA
# title: manifest-present
# description: The change brings exactly one manifest, signed by somebody whom the base lists.
package interlock.manifest_present

titles := {
	"unsigned": "Manifest not signed",
	"wrong-signature": "Signature of the manifest does not hold",
}

findings contains {
	"asks": "block",
	"title": "No manifest",
	"message": "the change adds no .interlock/changes/<name>.yml that says what it set out to do",
	"fix": "write one with interlock draft-manifest, sign it, and commit both files",
} if {
	input.change
	not input.manifest
}

findings contains {
	"asks": "block",
	"path": problem.path,
	"title": titles[problem.kind],
	"message": problem.message,
	"fix": problem.fix,
} if {
	some problem in input.manifest.problems
}

# Whatever the problems say: without a good signature nobody stands for the manifest.
findings contains {
	"asks": "block",
	"path": input.manifest.path,
	"title": "Manifest not signed",
	"message": "nobody whom the base lists stands for the manifest",
	"fix": "sign it with a key of .interlock/signers of the base",
} if {
	input.manifest
	object.get(input.manifest, ["signature", "state"], "missing") != "good"
	count({problem.kind | some problem in input.manifest.problems} & {"malformed", "unsigned", "wrong-signature"}) == 0
}
