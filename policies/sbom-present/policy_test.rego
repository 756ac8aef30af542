package interlock.sbom_present_test

import data.interlock.sbom_present

test_empty_blocks if count(sbom_present.findings) == 1 with input as {"sbom": {"class": "claim", "specVersion": "1.6", "components": 0}}

test_filled_passes if count(sbom_present.findings) == 0 with input as {"sbom": {"class": "claim", "specVersion": "1.6", "components": 3}}

test_absent_section if count(sbom_present.findings) == 0 with input as {}
