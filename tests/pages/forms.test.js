// SPDX-License-Identifier: Apache-2.0
// Forms over HTTP: what is no form, comes from another site or is too long is refused, and a message goes its whole way by them.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert');
const crypto = require('node:crypto');
const { startDemo } = require('./site.js');

let site;
let path; // of the campaign
let place;

const type = 'application/x-www-form-urlencoded';
const send = (target, body, headers = {}) => fetch(`${site.address}${target}`, {
  method: 'POST', redirect: 'manual', body, headers: { 'Content-Type': type, Accept: 'text/html', ...headers },
});

before(async () => {
  site = await startDemo();
  const { conferences } = await (await fetch(`${site.address}/index.json`)).json();
  for (const conference of conferences) {
    const page = await (await fetch(`${site.address}${conference.path}/campaigns`)).text();
    const found = page.match(new RegExp(`href="(${conference.path}/campaigns/[^"/?]+)"`));
    if (found) [, path] = found;
  }
  const page = await (await fetch(`${site.address}${path}`)).text();
  [, place] = page.match(/<option value="([^"]+)"/);
});

after(async () => {
  if (!site) return;
  const { said } = await site.stop();
  assert.doesNotMatch(said, /Sanitizer|runtime error/);
});

// What a browser would fill in: the hidden fields of the page, and the work that it asks for.
async function fields({ work = true } = {}) {
  const page = await (await fetch(`${site.address}${path}?to=${place}`)).text();
  const value = (name) => page.match(new RegExp(`name="${name}"[^>]* value="([^"]*)"`))[1];
  const [, challenge] = page.match(/data-challenge="([^"]*)"/);
  const bits = Number(page.match(/data-bits="([^"]*)"/)[1]);
  let number = 0;
  const zeros = (hash) => Math.clz32(hash.readUInt32BE(0));
  if (work) while (zeros(crypto.createHash('sha256').update(challenge + number).digest()) < bits) number++;
  return {
    to: place, contact: value('contact'), token: value('token'), work: work ? String(number) : '', website: '',
    subject: 'About the resolution', body: 'I have kept bees for thirty years and I ask you to vote no.',
    name: 'A. Person', email: `person${crypto.randomInt(1e9)}@home.example`,
  };
}
const form = (values) => new URLSearchParams(values).toString();

test('what another site sends is refused, whatever it sends', async () => {
  const values = form(await fields());
  assert.strictEqual((await send(path, values, { Origin: 'https://elsewhere.example' })).status, 403);
  assert.strictEqual((await send(path, values, { 'Sec-Fetch-Site': 'cross-site' })).status, 403);
  assert.strictEqual((await send(path, values, { 'Sec-Fetch-Site': 'same-site' })).status, 403);
  assert.strictEqual((await send(path, values, { 'Sec-Fetch-Site': 'same-origin', Origin: 'null' })).status, 303);
});

test('what is no form is refused with its own status', async () => {
  assert.strictEqual((await send(path, '{}', { 'Content-Type': 'application/json' })).status, 415);
  assert.strictEqual((await send(path, 'x', { 'Content-Type': 'multipart/form-data; boundary=x' })).status, 415);
  assert.strictEqual((await send(path, 'body=%zz')).status, 400);
  assert.strictEqual((await send(path, 'body=%FF')).status, 400);
  assert.strictEqual((await send(path, 'body=%00')).status, 400);
  assert.strictEqual((await send(path, 'x'.repeat(1000000))).status, 413);
  assert.strictEqual((await send(path, `body=${'x'.repeat(65536)}`)).status, 413);
});

test('a message is handed in once, and says so to nobody but its mailbox', async () => {
  const values = await fields();
  const first = await send(path, form(values));
  assert.strictEqual(first.status, 303);
  assert.strictEqual(first.headers.get('cache-control'), 'no-store');
  assert.strictEqual(first.headers.get('set-cookie'), null);
  assert.doesNotMatch(first.headers.get('location'), /messages|person/);
  assert.strictEqual((await send(path, form(values))).status, 422, 'the same form again');
  for (const token of ['x', 'A'.repeat(43), 'AAAA'])
    assert.strictEqual((await fetch(`${site.address}/messages/${token}`)).status, 404, 'a forged link');
  assert.strictEqual((await send(`/messages/${'A'.repeat(43)}`, 'action=confirm')).status, 404);
});

test('a mistake shows the form again with the words of the person', async () => {
  const values = await fields();
  for (const [name, wrong] of [['email', 'person at home'], ['email', 'a@home.example\r\nBcc: b@home.example'],
    ['email', '(x)a@home.example'], ['name', 'A\u202enosreP'], ['name', 'A\r\nBcc: x@home.example'], ['subject', ''],
    ['body', 'x'.repeat(20001)]]) {
    const answer = await send(path, form({ ...values, [name]: wrong }));
    const page = await answer.text();
    assert.strictEqual(answer.status, 422, `${name}: ${wrong.slice(0, 40)}`);
    assert.match(page, /role="alert"/);
    if (name !== 'body') assert.match(page, /I have kept bees for thirty years/);
  }
  assert.strictEqual((await send(path, form(values))).status, 303, 'and after mending it goes');
});

test('without scripts it goes as well, and with a wrong number it does not', async () => {
  assert.strictEqual((await send(path, form(await fields({ work: false })))).status, 303);
  assert.strictEqual((await send(path, form({ ...(await fields()), work: 'x' }))).status, 422);
  assert.strictEqual((await send(path, form({ ...(await fields()), token: '1.2.3.4' }))).status, 422);
});

test('nobody gets more than five mails a day', async () => {
  const email = `flooded${crypto.randomInt(1e9)}@home.example`;
  const status = [];
  for (let i = 0; i < 6; i++) {
    const tagged = i % 2 ? email : email.replace('@', `+${i}@`);
    status.push((await send(path, form({ ...(await fields()), email: tagged }))).status);
  }
  assert.deepStrictEqual(status.slice(0, 5), [303, 303, 303, 303, 303]);
  assert.ok([422, 429].includes(status[5]), `the sixth is ${status[5]}`);
});
