export default {
  testMatch: ['<rootDir>/{packages,scripts,test,examples}/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/packages/[^/]+/build/', '<rootDir>/tmp/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } }],
  },
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
};
