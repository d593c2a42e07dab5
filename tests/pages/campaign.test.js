// SPDX-License-Identifier: Apache-2.0
// The whole way of a message: a country is picked, the message written, confirmed by the press of a button, delivered, read in the
// mailbox of the delegation; and what must not happen on that way.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert');
const crypto = require('node:crypto');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const { root, startDemo, openBrowser, isAccessible } = require('./site.js');
const { conforms } = require('./schema.js');
const { sha256, zeroBits } = require('../../static/proof_of_work.js');

const campaign = '/wcit-12/campaigns/internet-resolution';
let site;
let browser;
let people = 0;

before(async () => { site = await startDemo(); browser = await openBrowser(); });
after(async () => { if (browser) await browser.close(); if (site) await site.stop(); });

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
// An address that nobody had before: confirmations are capped by address.
const somebody = () => `reader${++people}@people.example`;

async function json(path) {
  const answer = await fetch(`${site.address}${path.replace(/(\?|$)/, '.json$1')}`);
  assert.strictEqual(answer.status, 200, path);
  const data = await answer.json();
  await conforms(site.address, path.replace(/(\?|$)/, '.json$1'), data);
  return data;
}

// Waits until the mailbox has a mail to that address, and gives it.
async function mailTo(address, wanted = 1) {
  for (const deadline = Date.now() + 20000; Date.now() < deadline; await pause(100)) {
    const { mails } = await json(`/demo/mailbox?to=${encodeURIComponent(address)}`);
    if (mails.length >= wanted) return json(mails[0].path);
  }
  throw new Error(`no mail to ${address}`);
}

async function stateBecomes(link, state) {
  let last;
  for (const deadline = Date.now() + 20000; Date.now() < deadline; await pause(100)) {
    last = await json(link);
    if (last.state === state) return last;
  }
  throw new Error(`${state} is not reached: ${JSON.stringify(last)}`);
}

async function tokenOf(place) {
  const body = await (await fetch(`${site.address}${campaign}?to=${place}`)).text();
  return { token: body.match(/name="token" value="([^"]*)"/)[1], bits: Number(body.match(/data-bits="(\d+)"/)[1]),
    contact: body.match(/name="contact" value="(\d+)"/)[1] };
}

function work({ token, bits }) {
  for (let number = 0; ; number++)
    if (zeroBits(sha256(new TextEncoder().encode(token + number))) >= bits) return String(number);
}

// Hands a message in as a browser does, with the work done unless said otherwise.
async function send(place, fields = {}, headers = {}) {
  const asked = await tokenOf(place);
  const all = { to: place, contact: asked.contact, token: asked.token, subject: 'A letter', name: 'Ada Reader',
    body: `These are words of mine, number ${people}, about what was decided that night.`, email: somebody(),
    work: work(asked), ...fields };
  const answer = await fetch(site.address + campaign, { method: 'POST', redirect: 'manual', body: new URLSearchParams(all), headers });
  return { status: answer.status, location: answer.headers.get('location'), body: await answer.text(), email: all.email };
}

async function press(link, action) {
  const answer = await fetch(site.address + link, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ action }) });
  return { status: answer.status, body: await answer.text() };
}

// Hands one in and gives its private link.
async function received(place, fields) {
  const { status, email, body } = await send(place, fields);
  assert.strictEqual(status, 303, body);
  return { email, link: (await mailTo(email)).links[0] };
}

// A tab that notes requests elsewhere, errors and cookies.
async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (!/^(data|blob):/.test(url.protocol) && url.origin !== site.address) wrong.push(`asks ${request.url()}`);
  });
  page.on('console', (message) => { if (message.type() === 'error') wrong.push(message.text()); });
  page.on('pageerror', (error) => wrong.push(String(error)));
  const end = async () => {
    assert.deepStrictEqual(await context.cookies(), [], 'no cookie');
    assert.deepStrictEqual(wrong, []);
    await context.close();
  };
  return { context, page, end };
}

async function fill(page, email) {
  await page.fill('#body', 'To the delegation: please say in your own words what you mean to do, and why, and when.');
  await page.fill('#name', 'Ada Reader');
  await page.fill('#email', email);
}

/* --- the whole way ------------------------------------------------------------------------------------------------- */

for (const [name, options] of [['on a desk, by keyboard', {}],
  ['on a phone', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }]]) {
  test(`${name}: from the country to the message in the delegation's mailbox`, async () => {
    const email = somebody();
    const { page, end } = await open(options);
    await page.goto(site.address + campaign);
    await isAccessible(page);
    await page.focus('#to');
    await page.keyboard.type('Switz');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/to=CHE/);
    assert.match(await page.textContent('.addressee'), /delegation@che\.example/);
    await fill(page, email);
    assert.match(await page.textContent('.own output'), /[1-9]\d? %/);
    await isAccessible(page);
    if (options.isMobile)
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'nothing is cut off');
    await page.focus('button.main');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/sent\?lang=en$/);
    await isAccessible(page);

    const asked = await mailTo(email);
    assert.doesNotMatch(asked.raw, /Ada|in your own words|mean to do/, 'no word of the sender in the mail that asks');
    await page.goto(`${site.address}/demo/mailbox`);
    await page.goto(`${site.address}${asked.path}`);
    await page.click('.mail-text a');
    assert.match(await page.textContent('h1'), /Did you write this/);
    await isAccessible(page);
    await page.click('text=Yes, I wrote this');
    const link = new URL(page.url()).pathname;
    const done = await stateBecomes(link, 'accepted');
    assert.ok(done.log.every((line) => /^20\d\d-/.test(line.time)));
    await page.reload();
    assert.match(await page.textContent('h1'), /Delivered/);
    await isAccessible(page);

    const mail = await mailTo('delegation@che.example');
    assert.match(mail.reply_to, new RegExp(email.replace('.', '\\.')));
    assert.match(mail.raw, /what you mean/);
    await page.click('text=Pass the campaign on');
    await isAccessible(page);
    await end();
  });
}

test('without JavaScript it works, and is held for a look', async () => {
  const email = somebody();
  const { page, end } = await open({ javaScriptEnabled: false });
  await page.goto(site.address + campaign);
  await page.selectOption('#to', 'CAN');
  await page.click('form.filter button');
  assert.match(await page.textContent('form.write'), /Without JavaScript/);
  await fill(page, email);
  await page.click('button.main');
  await page.waitForURL(/\/sent\?lang=en$/);
  const { links: [link] } = await mailTo(email);
  await page.goto(site.address + link);
  await page.click('text=Yes, I wrote this');
  assert.match(await page.textContent('h1'), /held for a look/);
  assert.match(await page.textContent('.log'), /without the calculation/);
  await end();
});

test('a link with the country filled in shows the addressee at once', async () => {
  const page = await json(`${campaign}?to=NZL`);
  assert.strictEqual(page.addressees[0].address, 'delegation@nzl.example');
  for (const field of ['source', 'source_date', 'checked']) assert.ok(page.addressees[0][field].length > 0, field);
  assert.match(page.addressees[0].checked_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.ok((await (await fetch(`${site.address}${campaign}?to=XYZ`)).text()).includes('no checked address for “XYZ”'));
});

test('the count is the sum of its parts, and goes back when a message is withdrawn', async () => {
  const before = (await json(campaign)).messages;
  const { link } = await received('PER', { work: '' }); // held: it can be withdrawn
  assert.strictEqual((await json(campaign)).messages, before, 'what is not confirmed does not count');
  await press(link, 'confirm');
  const page = await json(campaign);
  assert.strictEqual(page.messages, before + 1);
  assert.strictEqual(page.messages_by_place.reduce((sum, row) => sum + row.messages, 0), page.messages);
  assert.strictEqual((await press(link, 'withdraw')).status, 303);
  assert.strictEqual((await json(campaign)).messages, before);
  const gone = await json(link);
  assert.strictEqual(gone.state, 'withdrawn');
  assert.match(gone.kept, /deleted on/);
});

/* --- the private page ---------------------------------------------------------------------------------------------- */

test('to follow the link confirms nothing, and nobody keeps the page', async () => {
  const { link } = await received('ITA');
  for (const method of ['GET', 'HEAD', 'GET']) {
    const answer = await fetch(site.address + link, { method });
    assert.match(answer.headers.get('cache-control'), /no-store/);
    assert.strictEqual(answer.headers.get('referrer-policy'), 'no-referrer');
    await answer.text();
  }
  assert.strictEqual((await json(link)).state, 'received');
});

test('confirmed twice it goes out once', async () => {
  const { link } = await received('NOR');
  assert.strictEqual((await press(link, 'confirm')).status, 303);
  assert.strictEqual((await press(link, 'confirm')).status, 303);
  await stateBecomes(link, 'accepted');
  await pause(600);
  assert.strictEqual((await json('/demo/mailbox?to=delegation@nor.example')).mails.length, 1);
});

test('a forged or cut link has a clear answer', async () => {
  const { link } = await received('GBR');
  for (const bad of [`/messages/${crypto.randomBytes(32).toString('base64url')}`, link.slice(0, -1), '/messages/x']) {
    const answer = await fetch(site.address + bad, { headers: { Accept: 'text/html' } });
    assert.strictEqual(answer.status, 404, bad);
    assert.match(await answer.text(), /take the whole link from the mail/);
    assert.strictEqual((await press(bad, 'confirm')).status, 404, bad);
  }
});

test('an expired link confirms nothing and says so', async () => {
  const { link, email } = await received('USA');
  execFileSync('sqlite3', [path.join(site.data, 'campaign.db'), '.timeout 5000',
    'UPDATE message SET received_at = received_at - 4 * 86400 WHERE id = (SELECT max(id) FROM message)']);
  const page = await (await fetch(site.address + link)).text();
  assert.match(page, /Too late to confirm/);
  assert.doesNotMatch(page, /value="confirm"/);
  const { status } = await press(link, 'confirm');
  assert.ok(status === 422 || status === 409, `${status}`);
  assert.notStrictEqual((await json(link)).state, 'queued', email);
});

test('what was written is exported to its writer alone, and erased at once', async () => {
  const { link, email } = await received('FRA', { body: 'A sentence that only I know: marmalade and larks.' });
  assert.strictEqual((await press(link, 'export')).status, 303);
  const mail = await mailTo(email, 2);
  assert.match(mail.raw, /marmalade/);
  assert.strictEqual((await press(link, 'erase')).status, 303);
  const page = await json(link);
  assert.match(page.kept, /deleted on/);
  assert.doesNotMatch(await (await fetch(site.address + link)).text(), /value="(erase|export|confirm)"/);
});

test('a message that was delivered is counted, and its writer can find it in the public record', async () => {
  const { link, email } = await received('CHL');
  await press(link, 'confirm');
  await stateBecomes(link, 'accepted');
  // As if a while had gone by: what is counted at once would tell when it was sent.
  execFileSync('sqlite3', [path.join(site.data, 'campaign.db'), '.timeout 5000',
    "UPDATE mail SET ended_at = ended_at - 70 WHERE kind = 'message'"]);
  let receipt;
  for (const deadline = Date.now() + 30000; !receipt && Date.now() < deadline; await pause(200)) receipt = (await json(link)).receipt_file;
  assert.match(receipt, /^plenary\/receipt\/1\nconference: localhost\/wcit-12\ncampaign: internet-resolution\nplace: CHL\nsecret: /);
  const file = path.join(site.data, 'receipt');
  const verify = () => execFileSync(process.env.PLENARY || path.join(root, 'build', 'plenary'),
    ['verify', `${site.address}/wcit-12`, '--key', key, '--receipt', file], { stdio: 'pipe' }).toString();
  const key = (await (await fetch(`${site.address}/wcit-12/log/key`)).text()).trim();
  fs.writeFileSync(file, receipt.replace(/address: \n$/, `address: ${email}\n`));
  assert.match(verify(), /receipt/);
  fs.writeFileSync(file, receipt.replace(/address: \n$/, 'address: another@people.example\n'));
  assert.throws(verify, 'it proves nothing for another address');
  // It comes back after all: what is counted stays, and every page says so beside the count.
  const id = execFileSync('sqlite3', [path.join(site.data, 'campaign.db'), '.timeout 5000',
    "SELECT max(id) FROM message WHERE place = 'CHL'"]).toString().trim();
  execFileSync('sqlite3', [path.join(site.data, 'campaign.db'), '.timeout 5000',
    `UPDATE mail SET state = 'bounced' WHERE id = (SELECT mail FROM message WHERE id = ${id})`]);
  const { messages_by_place } = await json(campaign);
  const chile = messages_by_place.find((row) => row.name === 'Chile');
  assert.deepStrictEqual([chile.came_back, chile.in_public_log, chile.in_public_log_came_back], [1, 1, 1]);
  assert.match(await (await fetch(site.address + campaign)).text(), /Of the \d+ in it, 1 came back/);
  assert.match(await (await fetch(site.address + link)).text(), /It came back after it had been counted/);
});

/* --- what must not come in ----------------------------------------------------------------------------------------- */

test('a refused form comes back with every word, and says what was wrong', async () => {
  const { context, page } = await open();
  await page.goto(`${site.address}${campaign}?to=BRA`);
  await fill(page, 'somebody@nowhere');
  await page.check('#may_ask');
  await page.click('button.main');
  await page.waitForSelector('[role="alert"]');
  assert.match(await page.inputValue('#body'), /what you mean to do/);
  assert.strictEqual(await page.inputValue('#name'), 'Ada Reader');
  assert.ok(await page.isChecked('#may_ask'));
  assert.strictEqual(await page.getAttribute('#email', 'aria-invalid'), 'true');
  await isAccessible(page);
  await context.close(); // its console has the 422
});

for (const [name, fields] of [
  ['a header in the name', { name: 'Ada\r\nBcc: all@people.example' }],
  ['a header in the subject', { subject: 'Hello\nBcc: all@people.example' }],
  ['a header in the address', { email: 'a@b.example\r\nBcc: c@d.example' }],
  ['a comment in the address', { email: 'a(comment)@b.example' }],
  ['letters in the address that an answer may not come to', { email: 'δοκιμή@people.example' }],
  ['words turned around in the name', { name: 'Ada \u202egnitirw' }],
  ['words turned around in the subject', { subject: 'abc \u202edef' }],
  ['an empty message', { body: ' ' }],
  ['a token that is not ours', { token: '1.16.00.00' }],
  ['wrong work', { work: '1' }]]) {
  test(`${name} is refused, and nothing is sent`, async () => {
    const count = (await json('/demo/mailbox')).mails.length;
    const { status, body } = await send('DEU', fields);
    assert.strictEqual(status, 422, body.slice(0, 400));
    assert.match(body, /role="alert"/);
    await pause(400);
    assert.strictEqual((await json('/demo/mailbox')).mails.length, count);
  });
}

test('a form that was sent before is not taken again', async () => {
  const asked = await tokenOf('KEN');
  const fields = { token: asked.token, work: work(asked) };
  assert.strictEqual((await send('KEN', fields)).status, 303);
  const { status, body } = await send('KEN', fields);
  assert.strictEqual(status, 422);
  assert.match(body, /sent before/);
});

test('a body of 1 MB is told 413', async () => {
  assert.strictEqual((await send('DEU', { body: 'x'.repeat(1 << 20) })).status, 413);
});

test('a form of another site is not taken', async () => {
  assert.strictEqual((await send('DEU', {}, { 'Sec-Fetch-Site': 'cross-site' })).status, 403);
});

test('an addressee of nobody, or of another campaign, is refused', async () => {
  assert.strictEqual((await send('DEU', { contact: '999999' })).status, 422);
});

/* --- elsewhere ----------------------------------------------------------------------------------------------------- */

test('another site may frame the first step, and nothing else', async () => {
  const frame = await fetch(`${site.address}${campaign}/embed`);
  assert.match(frame.headers.get('content-security-policy'), /frame-ancestors \*/);
  assert.strictEqual(frame.headers.get('set-cookie'), null);
  const page = await fetch(`${site.address}${campaign}`);
  assert.match(page.headers.get('content-security-policy'), /frame-ancestors 'none'/);
  const picture = await fetch(`${site.address}${campaign}/counter.svg`);
  assert.strictEqual(picture.headers.get('content-type'), 'image/svg+xml');
  assert.strictEqual(picture.headers.get('cross-origin-resource-policy'), 'cross-origin');
  assert.strictEqual(picture.headers.get('set-cookie'), null);
  assert.match(await picture.text(), new RegExp(`>${(await json(campaign)).messages}<`));
});

test('a page of another site has the frame and the picture, and gets no other page into a frame', async () => {
  const frames = ['/embed', ''].map((end) => `<iframe src="${site.address}${campaign}${end}"></iframe>`).join('');
  const other = http.createServer((request, answer) => {
    answer.setHeader('Content-Type', 'text/html');
    answer.end(`<!doctype html><title>Another site</title>${frames}<img src="${site.address}${campaign}/counter.svg" alt="">`);
  });
  await new Promise((resolve) => other.listen(0, '127.0.0.1', resolve));
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${other.address().port}/`, { waitUntil: 'load' });
    const [, first, second] = page.frames();
    assert.match(await first.textContent('h1'), /Tell your delegation/);
    assert.strictEqual(await second.locator('h1', { hasText: 'Tell your delegation' }).count(), 0);
    assert.strictEqual(await page.evaluate(() => document.querySelector('img').naturalWidth), 260);
    assert.deepStrictEqual(await context.cookies(), []);
  } finally {
    await context.close();
    other.close();
  }
});

test('in a frame the first step leads to the campaign here', async () => {
  const { context, page, end } = await open();
  await page.goto(`${site.address}${campaign}/embed`);
  await isAccessible(page);
  await page.selectOption('#to', 'SWE');
  const [opened] = await Promise.all([context.waitForEvent('page'), page.click('button')]);
  await opened.waitForURL(/internet-resolution\?to=SWE/);
  await end();
});

test('what a campaign is about leads to it, in its live state', async () => {
  for (const page of ['/wcit-12', '/wcit-12/text/RES-2012', '/wcit-12/decisions/I1'])
    assert.ok((await (await fetch(site.address + page)).text()).includes(`href="${campaign}"`), page);
  assert.ok(!(await (await fetch(`${site.address}/wcit-12/decisions/V1`)).text()).includes(`href="${campaign}"`));
  const { about } = await json(campaign);
  assert.match(about.state, /adopted/);
  assert.strictEqual(about.decisions[0].code, 'I1');
});

test('a closed campaign takes nothing, and says so', async () => {
  const database = path.join(site.data, 'campaign.db');
  const set = (state) => execFileSync('sqlite3', [database, '.timeout 5000', `UPDATE campaign SET state = '${state}'`]);
  const asked = await tokenOf('POL');
  const { link } = await received('POL');
  set('closed');
  try {
    const page = await (await fetch(`${site.address}${campaign}?to=POL`)).text();
    assert.match(page, /This campaign is closed/);
    assert.doesNotMatch(page, /<form class="write"/);
    const body = new URLSearchParams({ contact: asked.contact, token: asked.token, work: work(asked), subject: 'Late', name: 'Ada',
      body: 'Some words that come too late.', email: somebody() });
    assert.strictEqual((await fetch(site.address + campaign, { method: 'POST', redirect: 'manual', body })).status, 422);
    assert.strictEqual((await press(link, 'confirm')).status, 422);
    assert.ok(!(await (await fetch(`${site.address}/wcit-12`)).text()).includes('Write to your delegation'));
  } finally {
    set('open');
  }
  execFileSync('sqlite3', [database, '.timeout 5000', 'UPDATE campaign SET opens_at = 4000000000']);
  try {
    assert.match(await (await fetch(site.address + campaign)).text(), /begins on/);
  } finally {
    execFileSync('sqlite3', [database, '.timeout 5000', 'UPDATE campaign SET opens_at = 0']);
  }
});
