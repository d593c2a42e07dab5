// SPDX-License-Identifier: Apache-2.0
// No link leads nowhere, also at a moment at which much of what the pages tell has not happened yet.
'use strict';
const { test } = require('node:test');
const assert = require('node:assert');
const { startPart } = require('./site.js');

test('before a text is opened for signature, each link of each page is answered', async () => {
  let ended = false;
  const site = await startPart('wcit-12', (act) => { ended ||= act.includes('plenary/1 signing.open'); return !ended; });
  try {
    const from = new Map([['/wcit-12', 'the start']]);
    const dead = [];
    for (const path of from.keys()) {
      const response = await fetch(site.address + path, { headers: { Accept: 'text/html' } });
      const body = await response.text();
      if (response.status !== 200) dead.push(`${path} (${response.status}) from ${from.get(path)}`);
      if (!(response.headers.get('content-type') || '').startsWith('text/html')) continue;
      for (const [, link] of body.matchAll(/<a [^>]*?href="(\/[^"#]*)/g)) {
        const target = link.replaceAll('&amp;', '&');
        if (!from.has(target)) from.set(target, path);
      }
    }
    assert.ok(from.size > 300, `only ${from.size} links`);
    assert.deepStrictEqual(dead, []);
  } finally {
    assert.strictEqual((await site.stop()).ended, 0);
  }
});
