// Every page of pages.txt: it answers, keeps to its own house, fits a phone, and axe-core finds nothing.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert');
const fs = require('node:fs');
const { startDemo, openBrowser, pages } = require('./site.js');

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
let site;
let browser;

before(async () => {
  site = await startDemo();
  browser = await openBrowser();
});

after(async () => {
  if (browser) await browser.close();
  if (!site) return;
  const { ended, said } = await site.stop();
  assert.ok(ended === 0 || ended === 'SIGTERM', `the server ended with ${ended}\n${said}`);
  assert.doesNotMatch(said, /Sanitizer|runtime error/);
});

// Opens a page and gives what went wrong on it: status, requests elsewhere, errors on its console, a loose policy.
async function visit(path, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const wrong = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.origin !== site.address) wrong.push(`asks ${request.url()}`);
  });
  page.on('console', (message) => { if (message.type() === 'error') wrong.push(message.text()); });
  page.on('pageerror', (error) => wrong.push(String(error)));
  const response = await page.goto(site.address + path, { waitUntil: 'load' });
  if (response.status() !== 200) wrong.push(`answers ${response.status()}`);
  const policy = response.headers()['content-security-policy'] || '';
  if (!/default-src '(none|self)'/.test(policy) || /'unsafe-(inline|eval)'/.test(policy))
    wrong.push(`has a loose Content-Security-Policy: ${policy}`);
  return { context, page, wrong };
}

async function findings(page) {
  await page.evaluate(axe);
  const result = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: 'tag', values } }), rules);
  assert.ok(result.passes.length > 0, 'axe-core looked at nothing');
  return result.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(', ')}`);
}

for (const path of pages()) {
  test(`${path} on a desk, light and dark`, async () => {
    for (const colorScheme of ['light', 'dark']) {
      const { context, page, wrong } = await visit(path, { viewport: { width: 1280, height: 800 }, colorScheme });
      assert.deepStrictEqual([...wrong, ...await findings(page)], [], colorScheme);
      await context.close();
    }
  });

  test(`${path} on a phone`, async () => {
    const { context, page, wrong } = await visit(path,
      { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `the page is ${width} px wide, the phone 390`);
    assert.deepStrictEqual([...wrong, ...await findings(page)], []);
    await context.close();
  });

  test(`${path} without JavaScript`, async () => {
    const { context, page, wrong } = await visit(path, { javaScriptEnabled: false });
    assert.notStrictEqual((await page.locator('h1').first().innerText()).trim(), '');
    assert.deepStrictEqual(wrong, []);
    await context.close();
  });
}
