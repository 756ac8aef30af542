export default {
  testMatch: ['<rootDir>/{packages,scripts,test,examples}/**/*.test.ts'],
  // The sample service has tests of its own, for node:test; the rehearsal runs them.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/examples/sample-service/'],
  // Many tests start processes; on a machine with other work these take many times as long.
  testTimeout: 60_000,
  modulePathIgnorePatterns: ['<rootDir>/packages/[^/]+/build/', '<rootDir>/tmp/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } }],
  },
  // Tests leave nothing in the temporary folder of the system, and neither may Interlock.
  testEnvironment: '<rootDir>/test/environment/own-temporary-folder.ts',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
};
