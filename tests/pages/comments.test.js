// SPDX-License-Identifier: Apache-2.0
// The whole way of a comment: written, confirmed by the press of a button, read by everybody, taken back; and in what order many
// are shown.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert');
const { execFile } = require('node:child_process');
const { promisify } = require('node:util');
const { startDemo, openBrowser, isAccessible, program } = require('./site.js');
const { conforms } = require('./schema.js');
const { sha256, zeroBits } = require('../../static/proof_of_work.js');

const about = 'provision:RES-2012/PLEN-3';
const path = `/wcit-12/comments?about=${about}`;
const run = promisify(execFile);
let site;
let browser;
let people = 0;

before(async () => { site = await startDemo(); browser = await openBrowser(); });
after(async () => { if (browser) await browser.close(); if (site) await site.stop(); });

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const somebody = () => `commenter${++people}@people.example`;

async function get(where) {
  const answer = await fetch(site.address + where);
  return { status: answer.status, body: await answer.text() };
}

async function json(where) {
  const { status, body } = await get(where.replace(/(\?|$)/, '.json$1'));
  assert.strictEqual(status, 200, where);
  await conforms(site.address, where.replace(/(\?|$)/, '.json$1'), JSON.parse(body));
  return JSON.parse(body);
}

// The private link in the mail to that address.
async function linkFor(email) {
  for (const deadline = Date.now() + 20000; Date.now() < deadline; await pause(100)) {
    const { mails } = await json(`/demo/mailbox?to=${encodeURIComponent(email)}`);
    if (mails.length === 0) continue;
    const { body } = await get(mails[0].path);
    return { link: body.match(/\/comments\/[\w-]{43}/)[0], mail: body };
  }
  throw new Error(`no mail to ${email}`);
}

async function becomes(link, state) {
  let last;
  for (const deadline = Date.now() + 20000; Date.now() < deadline; await pause(100)) {
    last = await json(link);
    if (last.state === state && (state !== 'published' || last.entry)) return last;
  }
  throw new Error(`${state} is not reached: ${JSON.stringify(last)}`);
}

async function post(where, fields) {
  const answer = await fetch(site.address + where, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) });
  return { status: answer.status, body: await answer.text(), location: answer.headers.get('location') };
}

// As a browser sends it, with the work done unless said otherwise.
async function send(fields = {}) {
  const { body } = await get(path);
  const token = body.match(/data-challenge="([^"]*)"/)[1];
  const bits = Number(body.match(/data-bits="(\d+)"/)[1]);
  let number = 0;
  while (zeroBits(sha256(new TextEncoder().encode(token + number))) < bits) number++;
  const all = { about, text: `Words of my own, number ${people}.`, email: somebody(), country: '', token, work: String(number), ...fields };
  return { ...await post(path, all), email: all.email };
}

async function published(fields) {
  const { status, email, body } = await send(fields);
  assert.strictEqual(status, 303, body);
  const { link } = await linkFor(email);
  await post(link, { do: 'confirm' });
  await becomes(link, 'published');
  return link;
}

// `plenary campaign` on the site's own directory; as JSON where that is asked for.
async function organise(...words) {
  const { stdout } = await run(program, ['campaign', '--data', site.data, ...words]);
  return words[0] === '--json' ? JSON.parse(stdout) : stdout;
}

test('a comment in a browser, from the form to the page that everybody reads, and back', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const email = somebody();
  await page.goto(site.address + path);
  await page.fill('#text', 'Leave the Internet out of it.\nIt works.');
  await page.selectOption('#country', 'CAN');
  await page.fill('#name', 'Ada <b>Reader</b>');
  await page.check('#with_name');
  await page.fill('#email', email);
  await page.click('button.main');
  await page.waitForURL(/comments\/sent/);
  const { link, mail } = await linkFor(email);
  assert.ok(!mail.includes('Leave the Internet') && !mail.includes('Reader'), 'the mail holds no word of the writer');
  await page.goto(site.address + link);
  assert.strictEqual((await json(link)).state, 'received', 'to follow the link confirms nothing');
  await isAccessible(page);
  await page.click('button[value="confirm"]');
  await becomes(link, 'published');
  await page.goto(site.address + path);
  const comment = page.locator('article.comment', { hasText: 'Leave the Internet out of it.' });
  assert.match(await comment.innerText(), /Ada <b>Reader<\/b>[^]*Canada/);
  await isAccessible(page);
  assert.deepStrictEqual(await context.cookies(), []);
  const { body } = await get(path);
  assert.ok(!body.includes(email));
  await page.goto(site.address + link);
  await page.click('button[value="erase"]');
  await becomes(link, 'erased');
  for (const deadline = Date.now() + 20000; ; await pause(100)) {
    const { body: now } = await get(path);
    if (now.includes('as whoever wrote it wished')) {
      assert.ok(!now.includes('Leave the Internet out of it.'));
      break;
    }
    assert.ok(Date.now() < deadline, 'it is not struck');
  }
  await context.close();
});

test('what is wrong is said, and what was written is kept', async () => {
  const empty = await send({ text: '  ' });
  assert.strictEqual(empty.status, 422);
  assert.match(empty.body, /your comment is empty/);
  const address = await send({ text: 'Kept words.', email: 'no address' });
  assert.strictEqual(address.status, 422);
  assert.match(address.body, /Kept words\./);
  const turned = await send({ text: 'a\u202Eb' });
  assert.strictEqual(turned.status, 422);
  assert.strictEqual((await send({ about: 'provision:RES-2012/none' })).status, 404);
  assert.strictEqual((await send({ country: 'QQQ' })).status, 422);
  assert.strictEqual((await post(`/comments/${'A'.repeat(43)}`, { do: 'confirm' })).status, 404);
});

test('without the calculation it is held for a look, and its page says so', async () => {
  const { email } = await send({ work: '' });
  const { link } = await linkFor(email);
  await post(link, { do: 'confirm' });
  const held = await becomes(link, 'held');
  assert.match(held.reason, /calculation/);
});

test('a copied text is held from the sixth on, whatever it is about, and its page says so', async () => {
  const text = 'Please vote no, as all of us do, since it harms the network that we live by, and so say my neighbours too.';
  let last;
  for (let i = 0; i < 6; i++) {
    const { email } = await send({ text, about: i % 2 === 0 ? about : 'provision:ITR-2012/5B' });
    last = (await linkFor(email)).link;
    await post(last, { do: 'confirm' });
    if (i === 4) await becomes(last, 'published');
  }
  assert.match((await becomes(last, 'held')).reason, /nearly the same words/);
});

test('the command line reads what is held, and releases, refuses and strikes', async () => {
  const held = (await organise('--json', 'comments', 'wcit-12')).filter((one) => /nearly the same/.test(one.why));
  assert.strictEqual(held.length, 1);
  assert.match(held[0].text, /my neighbours too/);
  assert.deepStrictEqual(await organise('--json', 'comments', 'assembly'), []);
  await assert.rejects(() => organise('refuse-comment', String(held[0].comment)), /reason/);
  await organise('release-comment', String(held[0].comment));
  const { email } = await send({ text: 'Buy at https://a.example https://b.example https://c.example' });
  const { link } = await linkFor(email);
  await post(link, { do: 'confirm' });
  await becomes(link, 'held');
  const [spam] = (await organise('--json', 'comments')).filter((one) => /many links/.test(one.why));
  await organise('refuse-comment', String(spam.comment), '--reason', 'It sells something.');
  assert.match((await becomes(link, 'refused')).reason, /sells something/);
  const own = await published({ text: 'This one names a neighbour, and so it is taken away afterwards.' });
  await organise('strike', 'wcit-12', (await json(own)).entry.split('/').pop(), '--reason', 'It names a neighbour.');
  await becomes(own, 'struck');
  const audit = JSON.stringify(await organise('--json', 'audit'));
  assert.match(audit, /released comment \d+.*refused comment|refused comment \d+: It sells something.*released comment/s);
});

test('many from one country do not hide one from another; a seed gives one order; the parts make the whole', async () => {
  for (let i = 0; i < 3; i++) await published({ country: 'USA', text: `Many say this, ${i}.` });
  await published({ country: 'EGY', text: 'One says this.' });
  await published({ country: 'USA', text: 'Many say this, last.' });
  const turns = (await json(`${path}&view=countries`)).comments.map((one) => one.country);
  const first = turns.indexOf('EGY');
  assert.ok(first >= 0 && first < new Set(turns).size, `Egypt comes in the first turn: ${turns}`);
  const order = async (seed) => (await json(`${path}&view=shuffled&seed=${seed}`)).comments.map((one) => one.entry);
  assert.deepStrictEqual(await order(7), await order(7));
  assert.notDeepStrictEqual(await order(7), await order(8));
  const page = await json(path);
  assert.strictEqual(page.countries.reduce((sum, one) => sum + one.published, 0), page.published);
  const egypt = await json(`${path}&country=EGY`);
  assert.deepStrictEqual(egypt.comments.map((one) => one.text), [['One says this.']]);
});
