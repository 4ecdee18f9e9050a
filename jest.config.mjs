export default {
  testEnvironment: '<rootDir>/test/remembering-environment.mjs',
  // Nothing is timed here: a test that hangs ends, and one on a loaded machine does not fail for it.
  testTimeout: 300_000,
  // Left to itself, one of two cores would have nothing to do.
  maxWorkers: '100%',
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // `npm run test:slow` takes what is too long for every run.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/cluster/', '\\.slow\\.test\\.ts$'],
  reporters: ['default', '<rootDir>/test/semantics-reporter.mjs'],
  // Only tests with properties load it: reading it takes a twentieth of a second, and there are hundreds of files.
  moduleNameMapper: { '^fast-check$': '<rootDir>/test/property-seed.ts' },
  modulePathIgnorePatterns: ['<rootDir>/examples/', '<rootDir>/rehearsals/', '<rootDir>/package/'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023', experimental: { keepImportAttributes: true } },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};
