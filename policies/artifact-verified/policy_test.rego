package interlock.artifact_verified_test

import data.interlock.artifact_verified

test_none_blocks if count(artifact_verified.findings) == 1 with input as {"artifacts": []}

test_claim_blocks if count(artifact_verified.findings) == 1 with input as {"artifacts": [{"subject": "a.tgz", "class": "claim"}]}

test_classless_blocks if count(artifact_verified.findings) == 1 with input as {"artifacts": [{"subject": "a.tgz"}]}

head := {"head": "h1"}

test_attested_passes if {
	artifact := {"subject": "a.tgz", "class": "attested", "sourceCommit": "h1"}
	count(artifact_verified.findings) == 0 with input as {"change": head, "artifacts": [artifact]}
}

test_another_commit_blocks if {
	artifact := {"subject": "a.tgz", "class": "attested", "sourceCommit": "h0"}
	count(artifact_verified.findings) == 1 with input as {"change": head, "artifacts": [artifact]}
}

test_no_commit_blocks if {
	artifact := {"subject": "a.tgz", "class": "attested"}
	count(artifact_verified.findings) == 1 with input as {"change": head, "artifacts": [artifact]}
	count(artifact_verified.findings) == 1 with input as {"artifacts": [artifact]}
}

test_no_change_blocks if {
	artifact := {"subject": "a.tgz", "class": "attested", "sourceCommit": "h1"}
	count(artifact_verified.findings) == 1 with input as {"artifacts": [artifact]}
}

test_absent_section if count(artifact_verified.findings) == 0 with input as {}
