module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  // The test kit is for tests; what it is made of is not installed with the plugin.
  restrictedImportPatterns: ['**/testing'],
  overrides: [
    {
      files: ['src/testing/**'],
      rules: { '@backstage/no-undeclared-imports': 'off' },
    },
  ],
});
