// SPDX-License-Identifier: Apache-2.0
// Runs checks one after another and says of each how it went, in cmocka's words, so that script/test counts them.
// A check is [name, function]; the function gives what is wrong, line by line.
'use strict';

async function run(checks) {
  const failed = [];
  for (const [name, check] of checks) {
    let wrong;
    try { wrong = await check(); } catch (error) { wrong = [error.stack]; }
    const word = name.replace(/[^A-Za-z0-9]+/g, '_');
    console.log(`[ RUN      ] ${word}`);
    for (const line of wrong.slice(0, 40)) console.log(`    ${line}`);
    console.log(wrong.length === 0 ? `[       OK ] ${word}` : `[  FAILED  ] ${word}`);
    if (wrong.length > 0) failed.push(name);
  }
  console.log(`${checks.length - failed.length} passed, ${failed.length} failed`);
  if (failed.length > 0) process.exitCode = 1;
}

module.exports = { run };
