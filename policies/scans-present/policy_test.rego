package interlock.scans_present_test

import data.interlock.scans_present

scan(name, succeeded) := {"tool": {"name": name, "version": null}, "class": "claim", "succeeded": succeeded}

reported(scans) := {
	"config": {"scans": {"required": ["npm audit", "ast-grep"]}},
	"reports": {"scans": scans},
}

test_all_pass if {
	count(scans_present.findings) == 0 with input as reported([scan("npm audit", true), scan("ast-grep", true)])
}

test_missing_blocks if {
	count(scans_present.findings) == 1 with input as reported([scan("ast-grep", true), scan("other", true)])
}

test_none_blocks_for_each if count(scans_present.findings) == 2 with input as reported([])

test_older_reports_without_scans_block if {
	count(scans_present.findings) == 2 with input as {"config": {"scans": {"required": ["npm audit", "ast-grep"]}}, "reports": {}}
}

test_failed_scan_blocks if {
	count(scans_present.findings) == 1 with input as reported([scan("npm audit", false), scan("ast-grep", true)])
}

test_failed_scan_that_nobody_requires if {
	count(scans_present.findings) == 0 with input as {"config": {}, "reports": {"scans": [scan("other", false)]}}
}

test_one_good_run_does_not_hide_a_failed_one if {
	scans := [scan("npm audit", true), scan("npm audit", false), scan("ast-grep", true)]
	count(scans_present.findings) == 1 with input as reported(scans)
}

test_nothing_required if count(scans_present.findings) == 0 with input as {"reports": {"scans": []}}

test_absent_section if count(scans_present.findings) == 0 with input as {}
