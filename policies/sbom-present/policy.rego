# METADATA
# title: sbom-present
# description: The change comes with a software bill of materials that names at least one component.
package interlock.sbom_present

findings contains {
	"asks": "block",
	"title": "Empty SBOM",
	"message": "the SBOM names no component",
	"fix": "generate the SBOM from the project's folder with its lock file in place",
} if {
	input.sbom.components == 0
}
