// SPDX-License-Identifier: Apache-2.0
// A new act appears on every open page that it concerns, and a reader who lost the connection gets what was missed.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { execFile } = require('node:child_process');
const { promisify } = require('node:util');
const { root, startDemo, openBrowser } = require('./site.js');

const program = process.env.PLENARY || path.join(root, 'build', 'plenary');
const run = promisify(execFile);
let site;
let browser;
let conference; // a watched one: its watcher has a key
let made = 0;

before(async () => {
  site = await startDemo();
  browser = await openBrowser();
  conference = fs.readdirSync(path.join(site.data, 'keys'))
    .find((name) => fs.existsSync(path.join(site.data, 'keys', name, 'watch')));
});

after(async () => {
  if (browser) await browser.close();
  if (site) await site.stop();
});

// Puts a report on the record and gives its answer.
async function report(statement, ...fields) {
  made += 1;
  const { stdout } = await run(program, ['act', '--url', site.address, '--json', '--key',
    path.join(site.data, 'keys', conference, 'watch'), 'report', `id=R-LIVE-${made}`, ...fields,
    `statement=${statement}`]);
  return JSON.parse(stdout);
}

// Reads a stream of events until `count` acts have come.
async function events(address, count, headers = {}) {
  const stop = new AbortController();
  const response = await fetch(address, { headers, signal: stop.signal });
  assert.strictEqual(response.status, 200);
  assert.match(response.headers.get('content-type'), /^text\/event-stream/);
  const got = [];
  let text = '';
  const late = setTimeout(() => stop.abort(), 10000);
  try {
    for await (const bytes of response.body) {
      text += Buffer.from(bytes).toString();
      for (let end; (end = text.indexOf('\n\n')) >= 0; text = text.slice(end + 2)) {
        const event = Object.fromEntries(text.slice(0, end).split('\n').map((line) => line.split(/: (.*)/s, 2)));
        if (event.event === 'act') got.push({ id: Number(event.id), ...JSON.parse(event.data) });
      }
      if (got.length >= count) break;
    }
  } catch (error) {
    if (error.name !== 'AbortError') throw error;
  } finally {
    clearTimeout(late);
    stop.abort();
  }
  return got;
}

test('a new act appears on an open page, once and politely', async () => {
  const page = await browser.newPage();
  await page.goto(`${site.address}/${conference}`);
  await page.waitForFunction(() => document.body.dataset.connected === 'yes');
  assert.strictEqual(await page.locator('.news').isVisible(), false);
  await report('The first thing that is new.');
  const news = page.locator('.news li');
  await news.filter({ hasText: 'The first thing that is new.' }).waitFor({ timeout: 5000 });
  assert.strictEqual(await news.count(), 1);
  assert.strictEqual(await page.locator('.news [aria-live=polite]').count(), 1);
  await page.close();
});

test('what happened between a page and its stream is not lost', async () => {
  const page = await browser.newPage();
  let held;
  await page.route('**/live?**', (route) => { held = route; });
  await page.goto(`${site.address}/${conference}`);
  while (!held) await new Promise((resolve) => setTimeout(resolve, 20));
  await report('Said while nobody listened.');
  await held.continue();
  await page.locator('.news li', { hasText: 'Said while nobody listened.' }).waitFor({ timeout: 5000 });
  await page.close();
});

test('who lost the connection gets what was missed, in order', async () => {
  const first = await report('Missed, one.');
  const second = await report('Missed, two.');
  const third = await report('Missed, three.');
  const got = await events(`${site.address}/${conference}/live`, 3, { 'Last-Event-ID': String(first.index - 1) });
  assert.deepStrictEqual(got.map((act) => act.id), [first.index, second.index, third.index]);
  assert.deepStrictEqual(got.map((act) => act.index), [first.index, second.index, third.index]);
  assert.match(got[2].html, /Missed, three\./);
});

test('a page hears of what it is about, and of nothing else', async () => {
  const last = await report('Of no party.');
  const named = `${site.address}/${conference}/live?after=${last.index - 1}&about=R-LIVE-${made + 1}`;
  const waiting = events(named, 1);
  await report('Of no party either.', `about=R-LIVE-${made}`);
  const [act] = await waiting;
  assert.strictEqual(act.index, last.index + 1);
  const typed = await events(`${site.address}/${conference}/live?after=0&about=decision.`, 2);
  assert.ok(typed.every((one) => one.type.startsWith('decision.')));
});

test('a page without live events has no stream, and a stream is for one conference', async () => {
  assert.strictEqual((await fetch(`${site.address}/no-such-conference/live`)).status, 404);
  const page = await browser.newPage();
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${site.address}/words`);
  await page.waitForTimeout(200);
  assert.ok(asked.every((url) => !url.includes('/live?')));
  await page.close();
});
