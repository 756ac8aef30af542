# METADATA
# title: coverage-drop
# description: Line coverage of each suite stays at or above the floor that the base's config.yml sets for it.
package interlock.coverage_drop

findings contains {
	"asks": "block",
	"title": "Coverage below the floor",
	"message": sprintf("%s: %v %% of the lines are covered, and the floor is %v %%", [suite, entry.linePercent, floor]),
	"fix": "add tests for the lines that are not covered",
} if {
	some suite, floor in input.config.coverage.floor
	some entry in input.reports.coverage
	entry.suite == suite
	entry.linePercent < floor
}

findings contains {
	"asks": "block",
	"title": "Coverage not reported",
	"message": sprintf("%s: no coverage was reported, and the floor is %v %%", [suite, floor]),
	"fix": "pass the suite's coverage report to collect-reports",
} if {
	is_object(input.reports)
	some suite, floor in input.config.coverage.floor
	not suite in {entry.suite | some entry in input.reports.coverage}
}
