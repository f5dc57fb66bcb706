#!/usr/bin/env node
// As published it is built; in the repository Node reads the sources as they are.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const source = join(__dirname, '../src/index.ts');
const { main } = require(existsSync(source) ? source : '../dist/index.cjs.js');

main(process.argv.slice(2), {
  out: text => process.stdout.write(`${text}\n`),
  err: text => process.stderr.write(`${text}\n`),
}).then(code => {
  process.exitCode = code;
});
