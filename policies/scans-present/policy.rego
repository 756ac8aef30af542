# METADATA
# title: scans-present
# description: Every scan that the base's config.yml requires was reported, and ran to its end.
package interlock.scans_present

reported contains scan.tool.name if some scan in input.reports.scans

findings contains {
	"asks": "block",
	"title": "Scan missing",
	"message": sprintf("%s is required, and no scan of it was reported", [tool]),
	"fix": "run the scan on the head of the change and pass its report to collect-reports",
} if {
	is_object(input.reports)
	some tool in input.config.scans.required
	not tool in reported
}

findings contains {
	"asks": "block",
	"title": "Scan did not end well",
	"message": sprintf("%s is required, and a scan of it says that it failed", [scan.tool.name]),
	"fix": "repair what the scan stumbled over and run it again",
} if {
	some scan in input.reports.scans
	scan.tool.name in input.config.scans.required
	not scan.succeeded
}
