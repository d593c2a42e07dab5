// SPDX-License-Identifier: Apache-2.0
// Every page of pages.txt: it answers, keeps to its own house, fits a phone, and axe-core finds nothing.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert');
const { startDemo, openBrowser, barriers, pages } = require('./site.js');

// In which ways each page is read. Each has a tab of its own, which goes from page to page as a reader's does: to begin a tab
// takes longer than to read a page in it.
const ways = {
  light: { viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  dark: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  plain: { javaScriptEnabled: false },
};
const tabs = {};
let site;
let browser;

// A tab that notes in `wrong` what goes wrong in it: requests elsewhere, errors on its console.
async function open(way) {
  const page = await (await browser.newContext(ways[way])).newPage();
  const wrong = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.origin !== site.address) wrong.push(`asks ${request.url()}`);
  });
  page.on('console', (message) => { if (message.type() === 'error') wrong.push(message.text()); });
  page.on('pageerror', (error) => wrong.push(String(error)));
  return { page, wrong };
}

before(async () => {
  site = await startDemo();
  browser = await openBrowser();
  for (const way of Object.keys(ways)) tabs[way] = await open(way);
});

after(async () => {
  const kept = [];
  for (const { page } of Object.values(tabs)) {
    const { cookies, origins } = await page.context().storageState();
    kept.push(...cookies, ...origins);
  }
  if (browser) await browser.close();
  if (!site) return;
  const { ended, said } = await site.stop();
  assert.ok(ended === 0 || ended === 'SIGTERM', `the server ended with ${ended}\n${said}`);
  assert.doesNotMatch(said, /Sanitizer|runtime error/);
  assert.deepStrictEqual(kept, [], 'no page leaves anything with its reader that the next one could know of');
});

// Goes to a page; to what goes wrong on it belong also its status and a loose policy. Whoever asserts takes what was noted,
// so that nothing is said of two pages, and what comes late of one is said of the next.
async function visit(path, way) {
  const { page, wrong } = tabs[way];
  const response = await page.goto(site.address + path, { waitUntil: 'load' });
  if (response.status() !== 200) wrong.push(`answers ${response.status()}`);
  const policy = response.headers()['content-security-policy'] || '';
  if (!/default-src '(none|self)'/.test(policy) || /'unsafe-(inline|eval)'/.test(policy))
    wrong.push(`has a loose Content-Security-Policy: ${policy}`);
  return { page, wrong };
}

for (const path of pages()) {
  test(`${path} on a desk, light and dark`, async () => {
    for (const way of ['light', 'dark']) {
      const { page, wrong } = await visit(path, way);
      const found = await barriers(page);
      assert.deepStrictEqual([...wrong.splice(0), ...found], [], way);
    }
  });

  test(`${path} on a phone`, async () => {
    const { page, wrong } = await visit(path, 'phone');
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `the page is ${width} px wide, the phone 390`);
    const found = await barriers(page);
    assert.deepStrictEqual([...wrong.splice(0), ...found], []);
  });

  test(`${path} without JavaScript`, async () => {
    const { page, wrong } = await visit(path, 'plain');
    assert.notStrictEqual((await page.locator('h1').first().innerText()).trim(), '');
    assert.deepStrictEqual(wrong.splice(0), []);
  });
}
