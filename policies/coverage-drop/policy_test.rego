package interlock.coverage_drop_test

import data.interlock.coverage_drop

with_coverage(percent) := {
	"config": {"coverage": {"floor": {"unit": 80}}},
	"reports": {"coverage": [{"suite": "unit", "linePercent": percent}]},
}

test_at_floor_passes if count(coverage_drop.findings) == 0 with input as with_coverage(80)

test_below_blocks if count(coverage_drop.findings) == 1 with input as with_coverage(79.9)

test_unreported_blocks if {
	count(coverage_drop.findings) == 1 with input as {"config": {"coverage": {"floor": {"unit": 80}}}, "reports": {"coverage": []}}
}

test_absent_section if count(coverage_drop.findings) == 0 with input as {}
