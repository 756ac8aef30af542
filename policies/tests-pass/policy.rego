# METADATA
# title: tests-pass
# description: Every reported suite ran at least one test, and none failed or ended in an error.
package interlock.tests_pass

findings contains {
	"asks": "block",
	"title": "No test ran",
	"message": "the reports name no suite of tests",
	"fix": "pass the reports of the test runs to collect-reports",
} if {
	count(object.get(input.reports, "tests", [])) == 0
}

findings contains {
	"asks": "block",
	"title": "Tests failed",
	"message": sprintf("%s: %d tests failed, %d ended in an error", [suite.suite, suite.failed, suite.errors]),
	"fix": "repair the code or the tests and run them again",
} if {
	some suite in input.reports.tests
	suite.failed + suite.errors > 0
}

findings contains {
	"asks": "block",
	"title": "Suite ran nothing",
	"message": sprintf("%s: no test passed or failed", [suite.suite]),
	"fix": "check the filter of the test run; a suite that runs nothing proves nothing",
} if {
	some suite in input.reports.tests
	(suite.passed + suite.failed) + suite.errors == 0
}
