// SPDX-License-Identifier: Apache-2.0
// Who took which position on what: the table of positions, on a desk, on a phone and as JSON, small and large.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert');
const { startPart, openBrowser, isAccessible } = require('./site.js');

const site = {};
let browser;

// An act that goes to the end of the example; each a minute after the one before.
let minute = 0;
function act(type, by, fields) {
  const time = new Date(Date.UTC(2026, 3, 1) + 60000 * minute++).toISOString().replace('.000', '');
  return `plenary/1 ${type}\nby: ${by}\ntime: ${time}\n${Object.entries(fields).map(([name, value]) => `${name}: ${value}\n`).join('')}\n`;
}
const takes = (by, about, stance, more = {}) => act('position', by, { about, stance, ...more });
const admit = (id, groups) => act('actor.admit', 'secretariat', { id, role: 'member', name: `Workshop ${id}`, ...(groups ? { groups } : {}),
  weight: 1, key: `@${id}` });
const isOpen = (text) => !text.includes('plenary/1 conference.close');

// Nine positions: GLASS changed its mind twice on the change in FUND, FORGE repeated itself, QUAY-1 and QUAY-2 are in groups.
const some = () => [admit('QUAY-1', 'EAST'), admit('QUAY-2', 'EAST WEST'),
  takes('GLASS', 'FUND:1', 'object', { ground: 'scope' }), takes('FORGE', 'FUND', 'support'), takes('FORGE', 'FUND', 'support'),
  takes('GLASS', 'FUND:1', 'reserve'), takes('QUAY-1', 'STATUTES/6', 'block'), takes('QUAY-2', 'D-1', 'accept'),
  takes('GLASS', 'FUND:1', 'support'), takes('GLASS', 'FUND', 'object'), takes('QUAY-1', 'FUND', 'accept')].join('');

// More than one page holds: 105 parties on one proposal, one of them on 24 matters more.
function many() {
  const codes = Array.from({ length: 105 }, (_, i) => `N-${i + 1}`);
  const notes = Array.from({ length: 24 }, (_, i) => `NOTE-${i + 1}`);
  return [...codes.map((code) => admit(code)), ...codes.map((code) => takes(code, 'FUND', 'support')),
    ...notes.map((id) => act('statement', 'N-105', { id, 'for-the-record': 'yes', statement: `Number ${id}.` })),
    ...notes.map((id) => takes('N-105', id, 'object'))].join('');
}

before(async () => {
  browser = await openBrowser();
  site.some = await startPart('assembly', isOpen, some());
  site.none = await startPart('assembly', () => true);
  site.many = await startPart('assembly', isOpen, many());
});
after(async () => {
  if (browser) await browser.close();
  for (const one of Object.values(site)) {
    const { ended, said } = await one.stop();
    assert.strictEqual(ended, 0, said);
  }
});

const path = '/assembly/positions';

async function json(at, query = '') {
  const answer = await fetch(`${at.address}${path}.json${query}`);
  assert.strictEqual(answer.status, 200);
  return answer.json();
}
async function show(at, options = {}, query = '') {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })).newPage();
  const answer = await page.goto(at.address + path + query, { waitUntil: 'load' });
  assert.strictEqual(answer.status(), 200);
  return page;
}
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const of = (data, code) => data.positions.filter((one) => one.member === code);
const words = async (locator) => (await locator.innerText()).replace(/\s+/g, ' ').trim();

// The table as a reader gets it: for each party the head of each column with what the cell says; "nothing recorded" left out.
const cells = (page) => page.evaluate(() => {
  const heads = [...document.querySelectorAll('.matrix thead th')].slice(1).map((head) => head.querySelector('a').textContent);
  return [...document.querySelectorAll('.matrix tbody tr:not(.group)')].map((line) => [line.querySelector('th .code').textContent,
    [...line.querySelectorAll('td')].map((cell, at) => [heads[at], cell.classList.contains('none') ? '' : cell.querySelector('a').textContent.trim(),
      cell.classList.contains('none') ? '' : cell.querySelector('a').getAttribute('href')]).filter(([, said]) => said !== '')]);
});

test('the page shows what its JSON says', async () => {
  for (const at of [site.some, site.many]) {
    const data = await json(at);
    const page = await show(at);
    assert.strictEqual(await page.locator('h1').innerText(), data.title);
    assert.strictEqual(await page.locator('.lead').innerText(), data.sentence);
    const shown = await cells(page);
    const heads = await page.locator('.matrix thead th a').allTextContents();
    const parties = new Set(shown.map(([code]) => code));
    const said = shown.flatMap(([code, all]) => all.map((cell) => [code, ...cell]));
    assert.deepStrictEqual(said, data.positions.filter((one) => parties.has(one.member) && heads.includes(one.about_name))
      .map((one) => [one.member, one.about_name, one.words, one.act]));
    assert.strictEqual(data.positions.length, data.counts.positions);
    await page.context().close();
  }
});

test('the counts add up, of the whole record', async () => {
  for (const at of [site.some, site.many, site.none]) {
    const { counts, stances } = await json(at);
    assert.strictEqual(sum(stances.map((one) => one.positions)), counts.positions);
    assert.strictEqual(counts.positions + counts.nothing_recorded, counts.cells);
    assert.strictEqual((counts.members_with_a_position + counts.other_parties) * counts.matters, counts.cells);
  }
  const { counts, title, sentence } = await json(site.some);
  assert.strictEqual(title, '4 of 12 members took a position, on 4 matters');
  assert.deepStrictEqual([counts.acts, counts.positions, counts.changed], [9, 6, 1]);
  assert.strictEqual(sentence, 'Taken in 9 acts: 6 of the table’s 16 cells hold a position, in 1 of these 6 changed by a later act.');
});

test('a later act changes the position: the last one stands, with a sign and the one before it', async () => {
  const cell = of(await json(site.some), 'GLASS').find((one) => one.about === 'FUND:1');
  assert.deepStrictEqual([cell.stance, cell.changes, cell.before.stance], ['support', 2, 'reserve']);
  const page = await show(site.some);
  const said = page.locator('.matrix td', { hasText: 'changed' });
  assert.strictEqual(await said.count(), 1, 'to repeat a position is not to change it');
  assert.match(await words(said), /^supports it signed, .*2026.* changed 2 times; before: reserves its position, /);
  assert.deepStrictEqual(await said.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href'))), [cell.act, cell.before.act]);
  await said.locator('a').first().click();
  assert.match(await page.locator('main').innerText(), /stance[\s\S]*support/);
  await page.context().close();
});

test('a cell says its position in words and a shape, an empty one that nothing was recorded', async () => {
  const page = await show(site.some);
  const { counts } = await json(site.some);
  assert.strictEqual(await page.locator('.matrix td.none').count(), counts.nothing_recorded);
  for (const text of await page.locator('.matrix td.none').allInnerTexts()) assert.strictEqual(text, 'nothing recorded');
  const shapes = await page.locator('.matrix td > .stance use').evaluateAll((all) => all.map((use) => [
    document.querySelector(use.getAttribute('href')) !== null, use.getBoundingClientRect().width > 0]));
  assert.strictEqual(shapes.length, counts.positions);
  assert.ok(shapes.flat().every(Boolean));
  const heads = await page.locator('.matrix thead th a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  assert.deepStrictEqual(heads.map((one) => one.split('/').pop()), ['STATUTES#6', 'FUND', 'FUND#item-1', 'D-1'],
    'a change stands behind what it is part of');
  await page.context().close();
});

test('it is a table with heads for rows, columns and groups, and what moves can be reached by key', async () => {
  const page = await show(site.some, { viewport: { width: 720, height: 500 } });
  assert.strictEqual(await page.getByRole('columnheader').count(), 5);
  assert.strictEqual(await page.locator('.matrix').getByRole('rowheader').count(), 4 + 3);
  assert.strictEqual(await page.locator('.matrix').getByRole('cell').count(), 16);
  assert.deepStrictEqual(await page.locator('.matrix .group').allInnerTexts().then((all) => all.map((one) => one.replace(/\s+/g, ' ').trim())),
    ['In EAST', 'In EAST WEST', 'In no group']);
  const region = page.locator('.matrix-region[tabindex="0"][role="region"][aria-labelledby]');
  await region.focus();
  assert.ok(await region.evaluate((one) => one.scrollWidth > one.clientWidth), 'it is wider than its frame here');
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => document.querySelector('.matrix-region').scrollLeft > 0);
  const heads = await page.locator('.matrix tbody th[scope="row"]').first().boundingBox();
  assert.ok(heads.x >= 0, 'the names stay in sight');
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => document.activeElement.closest('.matrix') !== null));
  await page.context().close();
});

test('on a phone it is a list: nothing moves sideways, each position names its matter', async () => {
  for (const at of [site.some, site.many]) {
    const page = await show(at, phone);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 390);
    assert.ok(await page.locator('.matrix-region').evaluate((one) => one.scrollWidth <= one.clientWidth));
    await isAccessible(page, 'on a phone');
    await page.context().close();
  }
  const page = await show(site.some, phone);
  const glass = page.locator('.matrix tbody tr', { hasText: 'GLASS' });
  const lines = (await glass.innerText()).split('\n').map((line) => line.trim()).filter((line) => line !== '');
  assert.ok(lines.some((line) => line.includes('on 2 of 4, nothing recorded on the other 2')), lines.join(' | '));
  assert.ok(lines.includes('FUND, change 1:') && lines.includes('FUND:'), lines.join(' | '));
  assert.ok(!lines.includes('nothing recorded'));
  await page.context().close();
});

test('axe-core finds nothing, light and dark, and it is whole without JavaScript', async () => {
  for (const at of [site.some, site.many])
    for (const colorScheme of ['light', 'dark']) {
      const page = await show(at, { colorScheme });
      await isAccessible(page, colorScheme);
      await page.context().close();
    }
  const page = await show(site.some, { javaScriptEnabled: false });
  assert.strictEqual(await page.locator('.matrix td a').count(), 7);
  await page.context().close();
});

test('of a large record a part is shown; what is left out is counted, and a link away', async () => {
  const page = await show(site.many);
  assert.match(await page.locator('.note').innerText(), /parties 1 to 100 of 105, matters 1 to 20 of 25/);
  await page.getByRole('link', { name: 'Later matters' }).click();
  await page.getByRole('link', { name: 'Later parties' }).click();
  assert.match(await page.locator('.note').innerText(), /parties 101 to 105 of 105, matters 21 to 25 of 25/);
  assert.strictEqual(await page.locator('.matrix tbody tr').count(), 5);
  assert.strictEqual(await page.locator('.matrix thead th').count(), 6);
  await page.context().close();
  for (const asked of ['parties=0', 'parties=106', 'matters=x', 'matters=-1']) {
    const again = await show(site.many, {}, `?${asked}`);
    assert.match(await again.locator('.note').innerText(), /parties 1 to 100 of 105, matters 1 to 20 of 25/, asked);
    await again.context().close();
  }
  const { positions } = await json(site.many);
  assert.strictEqual(positions.filter((one) => one.member === 'N-105').length, 25, 'programs get all of it');
});

test('where nobody took a position the page says what would stand there', async () => {
  const data = await json(site.none);
  assert.strictEqual(data.title, 'Nobody has taken a position');
  assert.deepStrictEqual(data.positions, []);
  const page = await show(site.none);
  assert.strictEqual(await page.locator('.matrix').count(), 0);
  assert.match(await page.locator('main').innerText(), /it will stand here/);
  await isAccessible(page, 'nothing');
  await page.context().close();
});

test('of a watched conference it says how each position is known, and which rule was broken', async () => {
  const source = { basis: 'reported', entered: '2026-11-25T09:00:00Z', source: 'https://paper.example/1\n A day\n A paper\n 2012-12-09', certainty: 'doubtful' };
  const at = await startPart('wcit-12', () => true, act('position', 'ACCESS', { ...source, about: 'RUCASS', stance: 'object' }));
  try {
    const data = await (await fetch(`${at.address}/wcit-12/positions.json`)).json();
    assert.strictEqual(data.title, '2 of 193 members and 1 other party took a position, on 2 matters');
    const [cell] = of(data, 'ACCESS');
    assert.deepStrictEqual([cell.basis, cell.certainty, cell.is_member], ['reported', 'doubtful', false]);
    assert.match(cell.irregularity_words, /ACCESS/);
    assert.match(cell.irregularity, /^[a-z0-9-]+$/);
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${at.address}/wcit-12/positions`);
    assert.strictEqual(await page.locator('.outside').count(), 1);
    const said = await words(page.locator('.matrix tbody tr', { hasText: 'ACCESS' }).locator('td:not(.none)'));
    assert.match(said, /^objects reported \(doubtful\), 1 April 2026.* Finding: .*ACCESS.*\. Rule: /);
    assert.strictEqual(await page.locator('.matrix .finding').count(), 1);
    await isAccessible(page, 'with a finding');
    await page.context().close();
  } finally {
    assert.strictEqual((await at.stop()).ended, 0);
  }
});

test('the pages of proposals lead there', async () => {
  for (const from of ['/assembly/proposals', '/assembly/proposals/FUND', '/assembly'])
    assert.ok((await (await fetch(site.some.address + from)).text()).split('<main')[1].includes(`href="${path}"`), from);
});
