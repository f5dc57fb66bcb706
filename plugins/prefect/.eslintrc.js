module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  // The test kit is for tests; what it is made of is not installed with the plugin.
  restrictedImportPatterns: ['**/testing'],
  testRules: {
    // Finding waits, and fails when there is nothing to be found.
    'jest/expect-expect': [
      'error',
      { assertFunctionNames: ['expect*', 'screen.findBy*', 'fc.assert'] },
    ],
  },
  overrides: [
    {
      files: ['src/testing/**'],
      rules: { '@backstage/no-undeclared-imports': 'off' },
    },
  ],
});
