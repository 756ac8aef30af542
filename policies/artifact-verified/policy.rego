# METADATA
# title: artifact-verified
# description: At least one artifact was verified, and each one is attested by a signer that the base lists.
package interlock.artifact_verified

findings contains {
	"asks": "block",
	"title": "No verified artifact",
	"message": "no artifact was verified",
	"fix": "sign the artifact with sign-artifact and pass its bundle",
} if {
	count(input.artifacts) == 0
}

findings contains {
	"asks": "block",
	"path": artifact.subject,
	"title": "Artifact not attested",
	"message": sprintf("%s is of class %s, and attested was expected", [artifact.subject, object.get(artifact, "class", "claim")]),
	"fix": "sign the artifact in a job that the base defines, with a key that the base lists",
} if {
	some artifact in input.artifacts
	object.get(artifact, "class", "claim") != "attested"
}
