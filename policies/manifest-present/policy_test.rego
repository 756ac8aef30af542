package interlock.manifest_present_test

import data.interlock.manifest_present

titles_of(document) := {finding.title | some finding in manifest_present.findings with input as document}

problem(kind) := {"class": "git", "kind": kind, "path": "p", "message": "m", "fix": "f"}

test_none if titles_of({"change": {}}) == {"No manifest"}

test_unsigned if titles_of({"change": {}, "manifest": {"path": "p", "signature": {"state": "missing"}, "problems": [problem("unsigned")]}}) == {"Manifest not signed"}

test_wrong_signature if titles_of({"change": {}, "manifest": {"path": "p", "signature": {"state": "wrong"}, "problems": [problem("wrong-signature")]}}) == {"Signature of the manifest does not hold"}

test_state_alone_counts if titles_of({"change": {}, "manifest": {"path": "p", "signature": {"state": "wrong"}, "problems": []}}) == {"Manifest not signed"}

test_good if titles_of({"change": {}, "manifest": {"path": "p", "signature": {"state": "good"}, "problems": []}}) == set()

test_scope_is_left_to_scope if titles_of({"change": {}, "manifest": {"path": "p", "signature": {"state": "good"}, "problems": [problem("over-limit")]}}) == set()

test_absent_sections if titles_of({}) == set()
