package interlock.tests_pass_test

import data.interlock.tests_pass

suite(passed, failed, errors) := {"reports": {"tests": [{"suite": "unit", "passed": passed, "failed": failed, "errors": errors, "skipped": 0}]}}

test_green_passes if count(tests_pass.findings) == 0 with input as suite(3, 0, 0)

test_failed_blocks if count(tests_pass.findings) == 1 with input as suite(3, 1, 0)

test_error_blocks if count(tests_pass.findings) == 1 with input as suite(3, 0, 2)

test_empty_suite_blocks if count(tests_pass.findings) == 1 with input as suite(0, 0, 0)

test_no_suite_blocks if count(tests_pass.findings) == 1 with input as {"reports": {"tests": []}}

test_absent_section if count(tests_pass.findings) == 0 with input as {}
