/** total, passed, failed, errored, skipped, whole seconds. */
export type Counts = readonly [number, number, number, number, number, number];

/**
 * JUnit files of EnricoMi/publish-unit-test-result-action (Apache-2.0, commit c9bbcab) with the counts that its own
 * `.results.json` files state (`runs`, or `tests` where a case has several results).
 */
export const statedCounts: Readonly<Record<string, Counts>> = {
  'bazel/suite-logs.xml': [1, 0, 0, 1, 0, 0],
  'empty-system-out-err.xml': [1, 1, 0, 0, 0, 1],
  'jest/jest-junit.xml': [2, 2, 0, 0, 0, 0],
  'junit.multiresult.xml': [4, 1, 1, 1, 1, 1],
  'minimal-attributes.xml': [4, 1, 1, 1, 1, 0],
  'mocha/latex-utensils.xml': [109, 109, 0, 0, 0, 0],
  'no-attributes.xml': [4, 1, 1, 1, 1, 0],
  'no-cases.xml': [0, 0, 0, 0, 0, 0],
  'pytest/junit.fail.xml': [5, 3, 1, 0, 1, 2],
  'pytest/junit.gloo.elastic.spark.tf.xml': [22, 20, 0, 0, 2, 627],
  'pytest/junit.gloo.elastic.spark.torch.xml': [22, 22, 0, 0, 0, 670],
  'pytest/junit.gloo.elastic.xml': [14, 10, 0, 0, 4, 72],
  'pytest/junit.gloo.standalone.xml': [97, 80, 0, 0, 17, 205],
  'pytest/junit.gloo.static.xml': [24, 12, 0, 0, 12, 69],
  'pytest/junit.mpi.integration.xml': [3, 3, 0, 0, 0, 15],
  'pytest/junit.mpi.standalone.xml': [97, 96, 0, 0, 1, 219],
  'pytest/junit.mpi.static.xml': [24, 24, 0, 0, 0, 124],
  'pytest/junit.spark.integration.1.xml': [35, 33, 0, 0, 2, 165],
  'pytest/junit.spark.integration.2.xml': [35, 33, 0, 0, 2, 172],
  'scalatest/TEST-uk.co.gresearch.spark.diff.DiffOptionsSuite.xml': [5, 5, 0, 0, 0, 2],
  'testsuite-in-testsuite.xml': [5, 5, 0, 0, 0, 4],
  'testsuite-root.xml': [5, 5, 0, 0, 0, 4],
  'tst/disabled.xml': [31, 6, 19, 1, 5, 0],
  'unsupported-unicode.xml': [7, 1, 2, 2, 2, 8],
  'with-xml-entities.xml': [4, 0, 1, 1, 2, 0],
};

/** Files whose suites claim more tests than they show: that project lets those pass or ignores them, we do not. */
export const strictCounts: Readonly<Record<string, Counts>> = {
  'no-cases-but-tests.xml': [6, 0, 1, 3, 2, 0],
  'xunit/xunit.xml': [173, 2, 0, 171, 0, 4],
};
