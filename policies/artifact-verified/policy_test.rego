package interlock.artifact_verified_test

import data.interlock.artifact_verified

test_none_blocks if count(artifact_verified.findings) == 1 with input as {"artifacts": []}

test_claim_blocks if count(artifact_verified.findings) == 1 with input as {"artifacts": [{"subject": "a.tgz", "class": "claim"}]}

test_classless_blocks if count(artifact_verified.findings) == 1 with input as {"artifacts": [{"subject": "a.tgz"}]}

test_attested_passes if count(artifact_verified.findings) == 0 with input as {"artifacts": [{"subject": "a.tgz", "class": "attested"}]}

test_absent_section if count(artifact_verified.findings) == 0 with input as {}
