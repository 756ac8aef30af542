# METADATA
# title: artifact-verified
# description: At least one artifact was verified, each one is attested by a signer that the base lists, and built from the head of the change.
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

# A signature stays good for ever: without this, any artifact that was ever signed would speak for any change.
findings contains {
	"asks": "block",
	"path": artifact.subject,
	"title": "Artifact of another commit",
	"message": sprintf("%s is attested for %s, and the head of the change was expected", [artifact.subject, source_of(artifact)]),
	"fix": "build and sign the artifact again from the head of the change",
} if {
	some artifact in input.artifacts
	object.get(artifact, "class", "claim") == "attested"
	not built_from_head(artifact)
}

built_from_head(artifact) if artifact.sourceCommit == input.change.head

source_of(artifact) := sprintf("commit %s", [artifact.sourceCommit]) if is_string(artifact.sourceCommit)

source_of(artifact) := "no source commit" if not is_string(object.get(artifact, "sourceCommit", null))
