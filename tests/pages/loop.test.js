// SPDX-License-Identifier: Apache-2.0
// Kept in the loop: the whole way in a browser, from the form to the mail in the demonstration's mailbox and its end by one click;
// webhooks with a receiver of the test's own; what is misused.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert');
const crypto = require('node:crypto');
const http = require('node:http');
const path = require('node:path');
const { execFile } = require('node:child_process');
const { promisify } = require('node:util');
const { root, startDemo, openBrowser } = require('./site.js');
const { conforms } = require('./schema.js');

const program = process.env.PLENARY || path.join(root, 'build', 'plenary');
const run = promisify(execFile);
const conference = 'wcit-12';
let site;
let browser;
let made = 0;

before(async () => {
  site = await startDemo();
  browser = await openBrowser();
});

after(async () => {
  if (browser) await browser.close();
  if (site) {
    const { said } = await site.stop();
    assert.doesNotMatch(said, /Sanitizer|runtime error/);
  }
});

async function report(statement, ...fields) {
  made += 1;
  await run(program, ['act', '--url', site.address, '--json', '--key', path.join(site.data, 'keys', conference, 'watch'),
    'report', `id=R-LOOP-${made}`, ...fields, `statement=${statement}`]);
}

async function json(where) {
  const data = await (await fetch(new URL(`${where}.json`, site.address))).json();
  await conforms(site.address, `${new URL(where, site.address).pathname}.json`, data);
  return data;
}
const post = (where, fields, headers = {}) => fetch(new URL(where, site.address), { method: 'POST', redirect: 'manual',
  headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers }, body: new URLSearchParams(fields) });

// The mails to an address, oldest first; waits until there are `count`.
async function mails(address, count, wait = 15000) {
  for (const deadline = Date.now() + wait; ;) {
    const all = (await json('/demo/mailbox')).mails.filter((mail) => mail.to === address).reverse();
    if (all.length >= count || Date.now() > deadline) {
      assert.strictEqual(all.length, count, JSON.stringify(all));
      return Promise.all(all.map((mail) => json(mail.path)));
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
const linkIn = (mail) => mail.links.find((link) => link.startsWith('/follow/'));

// Asks and confirms over HTTP; gives the private page's path.
async function follows(address, topic, pace = 'once') {
  assert.strictEqual((await post(`/${conference}/follow`, { topic, pace, email: address })).status, 303);
  const link = linkIn((await mails(address, 1))[0]);
  assert.strictEqual((await post(link, { action: 'confirm' })).status, 303);
  return link;
}

test('a reader follows, confirms, is told of a new act, and ends it', async () => {
  const page = await browser.newPage();
  await page.goto(`${site.address}/${conference}/proposals/RUCASS`);
  await page.goto(`${site.address}/${conference}/follow?topic=proposal:RUCASS`);
  assert.match(await page.locator('h1').innerText(), /RUCASS/);
  await page.getByLabel('Your e-mail address').fill('ann@person.example');
  await page.getByRole('button', { name: 'Follow' }).click();
  await page.waitForURL('**/follow/sent');
  const [asked] = await mails('ann@person.example', 1);
  await page.goto(new URL(linkIn(asked), site.address).href);
  assert.match(await page.locator('h1').innerText(), /Do you want to be told\?/);
  await report('Before the button was pressed.', 'about=RUCASS');
  await page.getByRole('button', { name: 'Yes, tell me' }).click();
  await page.getByRole('heading', { name: 'You will be told' }).waitFor();
  await report('Of something else.');
  await report('Of the proposal that is followed.', 'about=RUCASS');
  const [, told] = await mails('ann@person.example', 2);
  assert.match(told.raw, /Of the proposal that is followed\./);
  assert.doesNotMatch(told.raw, /Before the button|something else/);
  assert.match(told.raw, /List-Unsubscribe-Post: List-Unsubscribe=One-Click/);
  await page.goto(new URL(told.links.find((link) => link.includes('/acts/')), site.address).href);
  assert.match(await page.locator('main').innerText(), /Of the proposal that is followed\./);
  await page.goto(new URL(linkIn(told), site.address).href);
  await page.getByRole('button', { name: /^End it/ }).click();
  await page.getByRole('heading', { name: 'It has ended' }).waitFor();
  await page.close();
});

test('an address beyond ASCII is asked at it, as it was written', async () => {
  const link = await follows('δοκιμή@παράδειγμα.example', 'member:CAN');
  assert.match(link, /^\/follow\//);
});

test('the mail that asks holds no word of who asked, and following its link changes nothing', async () => {
  await post(`/${conference}/follow`, { topic: 'kind:decision.', pace: 'once', email: 'carrier@person.example',
    name: 'BUY-THIS-NOW', words: 'BUY-THIS-NOW', conference: 'BUY-THIS-NOW' });
  const [asked] = await mails('carrier@person.example', 1);
  assert.doesNotMatch(asked.raw, /BUY/);
  const link = linkIn(asked);
  const got = await fetch(new URL(link, site.address));
  assert.strictEqual(got.headers.get('cache-control'), 'no-store');
  assert.strictEqual((await fetch(new URL(`${link}/end`, site.address))).status, 405); // what prefetches does not post
  assert.strictEqual((await json(link)).state, 'asked');
});

test('one click of a mail program ends it, twice is no harm, and what waits is taken back', async () => {
  const link = await follows('bob@person.example', '');
  await follows('dora@person.example', ''); // asked after bob, and told after bob
  const click = () => fetch(new URL(`${link}/end`, site.address), { method: 'POST', body: 'List-Unsubscribe=One-Click',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
  await report('Before the end.');
  await mails('bob@person.example', 2);
  assert.strictEqual((await click()).status, 200);
  assert.strictEqual((await click()).status, 200);
  await report('After the end.');
  await mails('dora@person.example', 3);
  await mails('bob@person.example', 2);
  assert.strictEqual((await json(link)).state, 'ended');
});

test('how often can be changed, and all of it erased', async () => {
  const link = await follows('eve@person.example', 'member:CAN');
  assert.strictEqual((await post(link, { action: 'pace', pace: 'weekly' })).status, 303);
  assert.strictEqual((await json(link)).pace, 'weekly');
  assert.strictEqual((await post(link, { action: 'pace', pace: 'hourly' })).status, 422);
  assert.strictEqual((await post(link, { action: 'erase' })).status, 303);
  assert.strictEqual((await fetch(new URL(link, site.address))).status, 404);
});

test('what is wrong is said above the form, with what was written', async () => {
  for (const email of ['', 'no address', 'a@b', 'a@person.example\r\nBcc: x@person.example', 'a(b)@person.example']) {
    const response = await post(`/${conference}/follow`, { topic: '', pace: 'once', email }, { Accept: 'text/html' });
    assert.strictEqual(response.status, 422, email);
    assert.match(await response.text(), /role="alert"/);
  }
  assert.strictEqual((await post(`/${conference}/follow`, { topic: '', pace: 'never', email: 'a@person.example' })).status, 422);
  for (const topic of ['member:NOBODY', 'x', 'kind:nothing'])
    assert.ok([404, 422].includes((await post(`/${conference}/follow`, { topic, pace: 'once', email: 'a@person.example' })).status));
});

test('nobody can be flooded with mails that ask', async () => {
  const statuses = [];
  for (let i = 0; i < 8; i++)
    statuses.push((await post(`/${conference}/follow`, { topic: '', pace: 'once', email: `flood+${i}@person.example` })).status);
  assert.deepStrictEqual(statuses, [303, 303, 303, 303, 303, 429, 429, 429]);
});

test('links that nobody was sent lead nowhere', async () => {
  for (const token of ['x', 'A'.repeat(43), '%27%20OR%201=1', `${'A'.repeat(42)}=`]) {
    assert.strictEqual((await fetch(`${site.address}/follow/${token}`)).status, 404, token);
    assert.ok([404, 422].includes((await post(`/follow/${token}`, { action: 'confirm' })).status), token);
    assert.strictEqual((await post(`/follow/${token}/end`, {})).status, 404, token);
    assert.strictEqual((await fetch(`${site.address}/hooks/${token}`)).status, 404, token);
  }
});

// A receiver as somebody would write it from the docs; it answers once it is given its secret.
function startReceiver() {
  const receiver = { calls: [] };
  const secret = new Promise((resolve) => { receiver.knows = resolve; });
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (bytes) => { body += bytes; });
    request.on('end', async () => {
      const call = JSON.parse(body);
      const key = Buffer.from((await secret).replace('whsec_', ''), 'base64');
      const sign = (text) => `v1,${crypto.createHmac('sha256', key).update(text).digest('base64')}`;
      const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature } = request.headers;
      receiver.calls.push({ ...call, id, genuine: sign(`${id}.${time}.${body}`) === signature, age: Date.now() / 1000 - time });
      response.end(call.type === 'challenge' ? sign(call.challenge) : '');
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => {
    receiver.url = `http://127.0.0.1:${server.address().port}/hook`;
    receiver.stop = () => server.close();
    resolve(receiver);
  }));
}

test('a program answers the challenge and is told, signed; its end is one', async () => {
  const receiver = await startReceiver();
  const page = await browser.newPage();
  await page.goto(`${site.address}/${conference}/hooks?topic=kind:report`);
  await page.getByLabel('Address of your program').fill(receiver.url);
  await page.getByRole('button', { name: 'Make it' }).click();
  await page.waitForURL('**/hooks/*');
  const link = new URL(page.url()).pathname;
  const made = await json(link);
  assert.match(made.secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
  receiver.knows(made.secret);
  for (let i = 0; i < 450 && (await json(link)).state === 'asked'; i++) await new Promise((resolve) => setTimeout(resolve, 100));
  assert.strictEqual((await json(link)).state, 'following');
  await report('For programs.');
  for (let i = 0; i < 100 && !receiver.calls.some((call) => call.type === 'acts'); i++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  const told = receiver.calls.filter((call) => call.type === 'acts');
  assert.strictEqual(told.length, 1);
  assert.ok(told[0].genuine && Math.abs(told[0].age) < 60);
  assert.match(told[0].acts[0].sentence, /For programs\./);
  assert.strictEqual((await fetch(told[0].acts[0].link)).status, 200);
  await page.reload();
  await page.getByRole('button', { name: 'End it' }).click();
  await page.getByRole('heading', { name: 'It has ended' }).waitFor();
  await report('Not for programs any more.');
  await new Promise((resolve) => setTimeout(resolve, 1500));
  assert.strictEqual(receiver.calls.filter((call) => call.type === 'acts').length, 1);
  receiver.stop();
  await page.close();
});

test('what can be no address of a program is refused at the form', async () => {
  for (const url of ['', 'ftp://program.example/', 'https://user:word@program.example/', 'https://[::1]/', 'https://a b.example/'])
    assert.strictEqual((await post(`/${conference}/hooks`, { topic: '', url })).status, 422, url);
});
