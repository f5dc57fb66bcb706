#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { version } = require('../package.json');

const program = load();

program
  .main(process.argv.slice(2), {
    out: text => process.stdout.write(`${text}\n`),
    err: text => process.stderr.write(`${text}\n`),
    colors: Boolean(process.stdout.isTTY) && !process.env.NO_COLOR,
    version,
  })
  .then(code => {
    process.exitCode = code;
  });

/** As published it is built; in the repository its sources are transformed as they are read. */
function load() {
  if (!existsSync(join(__dirname, '../src/index.ts'))) {
    return require('../dist/index.cjs.js');
  }
  require('@backstage/cli/config/nodeTransform.cjs');
  return require('../src/index.ts');
}
