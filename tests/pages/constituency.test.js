// SPDX-License-Identifier: Apache-2.0
// A campaign whose addressees are representatives, by constituency: from its list as Popolo JSON, over the choice between two who sit for
// one place, to the message in the mailbox of the one who was chosen.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { root, startDemo, openBrowser, isAccessible } = require('./site.js');

const campaign = '/assembly/campaigns/neighbours-first';
const title = fs.readFileSync(path.join(root, 'examples/assembly/00-before-the-assembly.acts'), 'utf8')
  .match(/id: NEIGHBOURS\n[^]*?title: (.*)/)[1];
let site;
let browser;

before(async () => { site = await startDemo(); browser = await openBrowser(); });
after(async () => { if (browser) await browser.close(); if (site) await site.stop(); });

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const sql = (words) => execFileSync('sqlite3', [path.join(site.data, 'campaign.db'), '.timeout 5000', words]).toString().trim();

async function json(where) {
  const answer = await fetch(`${site.address}${where.replace(/(\?|$)/, '.json$1')}`);
  assert.strictEqual(answer.status, 200, where);
  return answer.json();
}

async function mailTo(address) {
  for (const deadline = Date.now() + 20000; Date.now() < deadline; await pause(100)) {
    const { mails } = await json(`/demo/mailbox?to=${encodeURIComponent(address)}`);
    if (mails.length > 0) return json(mails[0].path);
  }
  throw new Error(`no mail to ${address}`);
}

test('the pages speak of constituencies and representatives, not of countries and delegations', async () => {
  const page = await (await fetch(`${site.address}${campaign}`)).text();
  assert.match(page, /Step 1. Your constituency/);
  assert.match(page, /In which constituency do you vote\?/);
  assert.doesNotMatch(page.replace(/<[^>]*>/g, ''), /[Cc]ountry|[Dd]elegation/);
  assert.match(await (await fetch(`${site.address}${campaign}/embed`)).text(), /Your constituency/);
  const proposal = await (await fetch(`${site.address}/assembly/proposals/NEIGHBOURS`)).text();
  assert.ok(proposal.includes(`href="${campaign}"`));
  assert.match(proposal, /Write to your representative about this/);
});

test('every contact of the list is there, with its place by name and where it comes from', async () => {
  const list = JSON.parse(fs.readFileSync(path.join(root, 'examples/assembly/contacts.json')));
  const shown = await json(campaign);
  assert.deepStrictEqual(shown.places.map((one) => one.code).sort(), list.areas.map((area) => area.id).sort());
  for (const area of list.areas) {
    const page = await json(`${campaign}?to=${area.id}`);
    const posts = list.posts.filter((post) => post.area_id === area.id);
    assert.deepStrictEqual(page.addressees.map((one) => one.role), posts.map((post) => post.label), area.id);
    assert.ok(page.addressees.every((one) => one.place === area.id && one.place_name === area.name && one.source.length > 0), area.id);
  }
});

test('from the constituency, over a choice of two, to the message in the mailbox of the one', async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true });
  const page = await context.newPage();
  await page.goto(site.address + campaign);
  await page.selectOption('#to', { label: 'North Quay' });
  await page.click('form.filter button');
  assert.strictEqual(await page.locator('.addressee').count(), 2);
  assert.strictEqual(await page.locator('#body').count(), 0, 'nobody is written to before one is picked');
  await isAccessible(page);
  await page.click('text=Write to Tomas Hawser');
  assert.strictEqual(await page.locator('.addressee').count(), 1);
  assert.match(await page.textContent('.addressee'), /tomas\.hawser@assembly\.example/);
  assert.strictEqual(await page.inputValue('#subject'), `“${title}”: what will you say for North Quay?`);
  const words = await page.inputValue('#body');
  assert.match(words, /^To Tomas Hawser, .*second seat/);
  assert.match(words, /workshops of North Quay/);
  assert.ok(words.includes(`a proposal called “${title}”`));
  assert.doesNotMatch(words, /[{}]/);
  await isAccessible(page);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'nothing is cut off');
  await page.fill('#name', 'Vera Journeyman');
  await page.fill('#email', 'vera@people.example');
  await page.click('button.main');
  await page.waitForURL(/\/sent$/);
  // The title in the template is none of her own words.
  assert.strictEqual(sql('SELECT own_percent FROM message ORDER BY id DESC LIMIT 1'), '0');

  const { links: [link] } = await mailTo('vera@people.example');
  await page.goto(site.address + link);
  await page.click('text=Yes, I wrote this');
  const mail = await mailTo('tomas.hawser@assembly.example');
  assert.match(mail.raw, /To: [^]*?tomas\.hawser@assembly\.example/);
  assert.strictEqual((await json('/demo/mailbox?to=ines.bollard@assembly.example')).mails.length, 0, 'one addressee a message');
  const counted = await json(campaign);
  assert.deepStrictEqual(counted.messages_by_place.map((row) => [row.name, row.messages]), [['North Quay', 1]]);
  assert.match(await (await fetch(site.address + campaign)).text(), /1 message to 1 constituency/);
  await context.close();
});

test('it is counted in the public log by its constituency', async () => {
  sql("UPDATE mail SET ended_at = ended_at - 70 WHERE kind = 'message'");
  for (const deadline = Date.now() + 30000; Date.now() < deadline; await pause(200))
    if ((await json(campaign)).messages_by_place[0].in_public_log === 1) return;
  assert.fail('it is not counted');
});
