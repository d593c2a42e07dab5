// SPDX-License-Identifier: Apache-2.0
// The organisers' desk, as an organiser uses it, with passkeys of Chromium's virtual authenticator: from the invitation to a
// campaign that is open, and what is refused on the way.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const { startDemo, openBrowser, isAccessible, program } = require('./site.js');
const { sha256, zeroBits } = require('../../static/proof_of_work.js');

let site;
let browser;
let desk;
let owner;

// A person with a browser and a passkey device of their own.
async function person(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2',
    ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
    automaticPresenceSimulation: true } });
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.hostname !== 'localhost') wrong.push(`asks ${request.url()}`);
  });
  return { context, page, cdp, authenticatorId, wrong };
}

async function invitation(name, role) {
  await owner.page.goto(`${desk}/desk/organisers`);
  await owner.page.fill('#name', name);
  await owner.page.selectOption('#role', role);
  await owner.page.click('button:has-text("Make a link")');
  return owner.page.textContent('.done .code');
}

async function look(page, name) {
  await isAccessible(page, name);
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${name}.png`, fullPage: true });
}

before(async () => {
  site = await startDemo();
  browser = await openBrowser();
  for (const deadline = Date.now() + 20000; !/\/desk\/invite\//.test(site.said()) && Date.now() < deadline;)
    await new Promise((resolve) => setTimeout(resolve, 50));
});

after(async () => {
  if (browser) await browser.close();
  if (!site) return;
  const { ended, said } = await site.stop();
  assert.ok(ended === 0 || ended === 'SIGTERM', `the server ended with ${ended}\n${said}`);
  assert.doesNotMatch(said, /Sanitizer|runtime error/);
});

test('the link that the program prints makes a passkey, once', async () => {
  const [link] = site.said().match(/http\S+\/desk\/invite\/\S+/);
  desk = new URL(link).origin;
  owner = await person();
  await owner.page.goto(link);
  await look(owner.page, 'invitation');
  await owner.page.click('button:has-text("Make a passkey")');
  await owner.page.waitForURL(`${desk}/desk`);
  assert.match(await owner.page.textContent('.top'), /First owner, owner/);
  const [cookie] = await owner.context.cookies();
  assert.deepStrictEqual([cookie.httpOnly, cookie.sameSite, cookie.path], [true, 'Strict', '/desk']);
  assert.strictEqual((await fetch(link)).status, 403);
});

test('who is not signed in is led to where one signs in; a passkey that nobody knows opens nothing', async () => {
  const stranger = await person();
  await stranger.page.goto(`${desk}/desk/audit`);
  assert.strictEqual(stranger.page.url(), `${desk}/desk/sign-in`);
  await look(stranger.page, 'sign-in');
  await stranger.page.click('button');
  await stranger.page.waitForSelector('form .problem:not([hidden])');
  await stranger.context.close();
});

test('one signs out and in again; a verification that the device refuses signs nobody in', async () => {
  await owner.page.click('button:has-text("Sign out")');
  await owner.page.waitForURL(`${desk}/desk/sign-in`);
  await owner.page.goto(`${desk}/desk`);
  assert.strictEqual(owner.page.url(), `${desk}/desk/sign-in`);
  await owner.cdp.send('WebAuthn.setUserVerified', { authenticatorId: owner.authenticatorId, isUserVerified: false });
  await owner.page.click('button:has-text("Sign in with a passkey")');
  await owner.page.waitForSelector('form .problem:not([hidden])');
  await owner.cdp.send('WebAuthn.setUserVerified', { authenticatorId: owner.authenticatorId, isUserVerified: true });
  await owner.page.click('button:has-text("Sign in with a passkey")');
  await owner.page.waitForURL(`${desk}/desk`);
});

test('an answer of a passkey is good once', async () => {
  const twice = await person();
  await twice.page.goto(await invitation('Replay', 'reader'));
  let sent;
  twice.page.on('request', (request) => { if (request.method() === 'POST') sent = request.postData(); });
  await twice.page.click('button:has-text("Make a passkey")');
  await twice.page.waitForURL(`${desk}/desk`);
  await twice.page.click('button:has-text("Sign out")');
  await twice.page.waitForURL(`${desk}/desk/sign-in`);
  await twice.page.click('button:has-text("Sign in with a passkey")');
  await twice.page.waitForURL(`${desk}/desk`);
  const again = await fetch(`${desk}/desk/sign-in`, { method: 'POST', body: sent, redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  assert.strictEqual(again.status, 403);
  assert.match(await again.text(), /challenge/);
  await twice.context.close();
});

test('a campaign is made; what is wrong with it is said and nothing that was written is lost', async () => {
  const { page } = owner;
  await page.goto(`${desk}/desk/new`);
  await page.fill('#conference', 'wcit-12');
  await page.fill('#code', 'article-5a');
  await page.fill('#title', 'Ask your delegation about Article 5B');
  await page.fill('#ask', 'Ask for a vote.\n\nSay why.');
  await page.fill('#about', 'provision itr/none');
  await page.fill('#organisation', 'An organisation');
  await page.fill('#subject', 'Article 5B and {country}');
  await page.fill('#body', 'To {addressee}, {role}\n\n{planet}');
  await page.click('button:has-text("Make it, as a draft")');
  assert.match(await page.textContent('.problem'), /hole that nothing fills/);
  assert.strictEqual(await page.inputValue('#title'), 'Ask your delegation about Article 5B');
  await page.fill('#body', 'To {addressee}, {role}\n\nI live in {country}.');
  await page.click('button:has-text("Make it, as a draft")');
  assert.match(await page.textContent('.problem'), /the record has nothing of that code/);
  await page.fill('#about', '');
  await look(page, 'edit');
  await page.click('button:has-text("Make it, as a draft")');
  await page.waitForURL(`${desk}/desk/campaigns/wcit-12/article-5a`);
  await page.click('button:has-text("Open the campaign")');
  assert.match(await page.textContent('.problem'), /reaches nobody/);
});

test('a list is imported: each row that cannot be taken is named; the rest is confirmed and the campaign opens', async () => {
  const { page } = owner;
  await page.goto(`${desk}/desk/campaigns/wcit-12/article-5a/contacts`);
  await page.fill('#source', 'https://lists.example/delegations');
  await page.fill('#list', ['place,name,role,address', 'CHE,Delegation of Switzerland,head of delegation,che@che.example',
    'XYZ,Delegation of nowhere,,xyz@xyz.example', 'SWE,Delegation of Sweden,,swe@', 'CHE,Again,,CHE@che.example',
    'KEN,Delegation of Kenya,,ken@ken.example', ''].join('\n'));
  await page.click('button:has-text("Import")');
  const said = await page.textContent('.done');
  assert.match(said, /2 contacts were added/);
  for (const row of [/3.*XYZ is no member/s, /4.*swe@ is no e-mail address/s, /5.*CHE@che.example is there already/s])
    assert.match(said, row);
  await look(page, 'import');
  await page.click('[aria-label="Confirm che@che.example"]');
  assert.match(await page.textContent('table'), /by First owner/);
  await page.check('[name=looked]');
  await page.click('button:has-text("Confirm all that are new")');
  await page.click('[aria-label="Daily, one mail with all messages to ken@ken.example"]');
  await page.click('[aria-label="Pause ken@ken.example"]');
  await look(page, 'contacts');
  await page.goto(`${desk}/desk/campaigns/wcit-12/article-5a`);
  await page.click('button:has-text("Open the campaign")');
  assert.match(await page.textContent('.lead'), /open/);
  assert.match(await page.textContent('.preview'), /I live in Switzerland/);
  await look(page, 'campaign');
});

test('representatives by constituency, from a table and from Popolo JSON', async () => {
  const { page } = owner;
  await page.goto(`${desk}/desk/new`);
  await page.fill('#conference', 'assembly');
  await page.fill('#code', 'fund');
  await page.fill('#title', 'Ask whom you elected');
  await page.fill('#ask', 'Ask for the reserve.');
  await page.fill('#about', 'proposal FUND');
  await page.fill('#organisation', 'An organisation');
  await page.fill('#subject', 'On “{title}”, for {constituency}');
  await page.fill('#body', 'To {addressee}\n\nI live in {constituency} and ask you to support “{title}”.');
  await page.selectOption('#addressed', 'constituency');
  await page.click('button:has-text("Make it, as a draft")');
  await page.waitForURL(`${desk}/desk/campaigns/assembly/fund`);
  assert.match(await page.textContent('.preview'), /On “A reserve that stays together”, for \(constituency\)/);
  await page.goto(`${desk}/desk/campaigns/assembly/fund/contacts`);
  await page.fill('#source', 'a list');
  await page.fill('#list', 'constituency,place_name,name,email\nEAST,East Side,Ann,ann@assembly.example\nEAST,East Side,Bo,bo@assembly.example\n');
  await page.click('button:has-text("Import")');
  assert.match(await page.textContent('.done'), /2 contacts were added/);
  await page.fill('#source', 'a list');
  await page.fill('#list', JSON.stringify({ areas: [{ id: 'WEST', name: 'West Side' }], persons: [{ id: 'c', name: 'Cy', email: 'cy@assembly.example' }],
    memberships: [{ person_id: 'c', area_id: 'WEST', role: 'member' }, { person_id: 'nobody', area_id: 'WEST' }] }));
  await page.click('button:has-text("Import")');
  const said = await page.textContent('.done');
  assert.match(said, /1 contacts were added/);
  assert.match(said, /1 rows could not be taken/);
  await page.check('[name=looked]');
  await page.click('button:has-text("Confirm all that are new")');
  await page.goto(`${desk}/desk/campaigns/assembly/fund`);
  await page.click('button:has-text("Open the campaign")');
  assert.match(await page.textContent('.preview'), /I live in East Side and ask you to support “A reserve that stays together”/);
  await page.click('text=The page as a person will see it');
  await page.selectOption('#to', { label: 'East Side' });
  await page.click('button:has-text("Go")');
  assert.strictEqual(await page.locator('.addressee').count(), 2);
  await page.click('text=Write to Bo');
  assert.strictEqual(await page.inputValue('#subject'), 'On “A reserve that stays together”, for East Side');
});

test('a list comes from a file as well; what is no text in UTF-8 is refused at once', async () => {
  const { page } = owner;
  await page.goto(`${desk}/desk/campaigns/assembly/fund/contacts`);
  await page.setInputFiles('#file', { name: 'latin.csv', mimeType: 'text/csv', buffer: Buffer.from('place,name,address\nEAST,J\xf6rg,j@a.example\n', 'latin1') });
  await page.waitForSelector('form .problem:not([hidden])');
  assert.strictEqual(await page.inputValue('#list'), '');
  const list = 'constituency,place_name,name,email\nEAST,East Side,Jörg,jorg@assembly.example\n';
  await page.setInputFiles('#file', { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  await page.waitForFunction((text) => document.querySelector('#list').value === text, list);
  assert.ok(await page.isHidden('form .problem'));
  await page.fill('#source', 'a list');
  await page.click('button:has-text("Import")');
  assert.match(await page.textContent('.done'), /1 contacts were added/);
  await page.click('[aria-label="Confirm jorg@assembly.example"]');
});

test('the page of a contact has its history, how much it gets, and who takes its place', async () => {
  const { page } = owner;
  await page.goto(`${desk}/desk/campaigns/assembly/fund/contacts`);
  await page.click('a:text-is("Ann")');
  await page.fill('#hourly', '-1');
  await page.click('button:has-text("Keep this")');
  assert.match(await page.textContent('.problem'), /0 to 100,000 mails an hour/);
  await page.fill('#hourly', '30');
  await page.click('button:has-text("Keep this")');
  assert.strictEqual(await page.inputValue('#hourly'), '30');
  assert.match(await page.textContent('table'), /First owner[^]*in an hour at most 30[^]*confirmed to be an official address[^]*imported/);
  await page.selectOption('#successor', { label: 'Jörg, jorg@assembly.example' });
  await look(page, 'card');
  await page.click('button:has-text("This one takes its place")');
  assert.match(await page.textContent('.facts'), /replaced[^]*its place has Jörg/);
  await page.click('.facts a:has-text("Jörg")');
  assert.match(await page.textContent('table'), /takes the place of ann@assembly.example/);
});

test('an earlier wording is put back', async () => {
  const { page } = owner;
  await page.goto(`${desk}/desk/campaigns/wcit-12/article-5a/edit`);
  await page.fill('#title', 'Another title');
  await page.click('button:has-text("Keep these words")');
  assert.match(await page.textContent('h1'), /Another title/);
  await page.click('button:has-text("Put back")');
  assert.match(await page.textContent('h1'), /Ask your delegation about Article 5B/);
});

test('a reader sees and changes nothing', async () => {
  const reader = await person();
  await reader.page.goto(await invitation('Reader', 'reader'));
  await reader.page.click('button:has-text("Make a passkey")');
  await reader.page.waitForURL(`${desk}/desk`);
  await reader.page.goto(`${desk}/desk/campaigns/wcit-12/article-5a`);
  assert.strictEqual(await reader.page.$('button:has-text("Close")'), null);
  for (const path of ['/desk/new', '/desk/organisers', '/desk/campaigns/wcit-12/article-5a/moderation',
    '/desk/campaigns/wcit-12/article-5a/edit/languages'])
    assert.strictEqual((await reader.page.goto(desk + path)).status(), 403, path);
  await reader.page.goto(`${desk}/desk`);
  const word = await reader.page.inputValue('[name=word]');
  const status = await reader.page.evaluate(async (body) => (await fetch('/desk/campaigns/wcit-12/article-5a/step',
    { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } })).status, `word=${word}&state=closed`);
  assert.strictEqual(status, 403);
  // An owner ends the reader: the session is over at once.
  await owner.page.goto(`${desk}/desk/organisers`);
  await look(owner.page, 'organisers');
  await owner.page.click('tr:has(td:text-is("Reader")) >> button:has-text("End")');
  await reader.page.goto(`${desk}/desk`);
  assert.strictEqual(reader.page.url(), `${desk}/desk/sign-in`);
  await reader.context.close();
});

test('the last owner stays', async () => {
  await owner.page.goto(`${desk}/desk/organisers`);
  await owner.page.click('tr:has(td:text-is("First owner")) >> button:has-text("End")');
  assert.match(await owner.page.textContent('.problem'), /last owner/);
});

test('a form without the session\'s word, or from elsewhere, is refused', async () => {
  const send = (body, headers = {}) => owner.page.evaluate(async ([data, more]) => (await fetch('/desk/campaigns/wcit-12/article-5a/step',
    { method: 'POST', body: data, headers: { 'content-type': 'application/x-www-form-urlencoded', ...more } })).status, [body, headers]);
  assert.strictEqual(await send('state=closed'), 403);
  assert.strictEqual(await send('state=closed&word=0000'), 403);
  const [cookie] = await owner.context.cookies();
  const word = await owner.page.inputValue('[name=word]');
  const foreign = await fetch(`${desk}/desk/campaigns/wcit-12/article-5a/step`, { method: 'POST', body: `word=${word}&state=closed`,
    redirect: 'manual', headers: { cookie: `${cookie.name}=${cookie.value}`, origin: 'http://evil.example',
      'content-type': 'application/x-www-form-urlencoded' } });
  assert.strictEqual(foreign.status, 403);
});

// The work that the form asks of a browser.
function work({ token, bits }) {
  for (let number = 0; ; number++)
    if (zeroBits(sha256(new TextEncoder().encode(token + number))) >= bits) return String(number);
}

// The link in the last mail of the demonstration's mailbox to that address.
async function linkTo(page, address) {
  for (const deadline = Date.now() + 20000; ;) {
    await page.goto(`${site.address}/demo/mailbox`);
    const row = page.locator(`tr:has-text("${address}") a`).first();
    if (await row.count()) {
      await row.click();
      return page;
    }
    if (Date.now() > deadline) throw new Error(`no mail to ${address}`);
    await page.waitForTimeout(250);
  }
}

test('the page is seen beforehand as a person will see it; a test goes to oneself', async () => {
  const { page } = owner;
  await page.goto(`${desk}/desk/campaigns/wcit-12/article-5a`);
  await page.click('text=The page as a person will see it');
  await page.selectOption('#to', 'CHE');
  await page.click('button:has-text("Go")');
  assert.match(await page.inputValue('#body'), /I live in Switzerland/);
  await look(page, 'preview');
  const stranger = await fetch(`${desk}/desk/campaigns/wcit-12/article-5a/preview`, { redirect: 'manual' });
  assert.strictEqual(stranger.status, 403);
  await page.goto(`${desk}/desk/campaigns/wcit-12/article-5a`);
  await page.fill('#email', 'me@organisation.example');
  await page.click('button:has-text("Send a test")');
  assert.match(await page.textContent('.done'), /on its way/);
  await linkTo(page, 'me@organisation.example');
  assert.match(await page.textContent('.mail-text'), /I live in Switzerland/);
});

test('words in another language are added, seen beforehand, sent as a test, changed, taken away and put back', async () => {
  const { page } = owner;
  const base = `${desk}/desk/campaigns/wcit-12/article-5a`;
  await page.goto(base);
  await page.click('text=Words in other languages');
  await page.fill('#language', 'en');
  await page.fill('#title', 'اسألوا وفد بلدكم عن المادة 5ب');
  await page.fill('#ask', 'اطلبوا تصويتا.');
  await page.fill('#subject', 'المادة 5ب و{country}');
  await page.fill('#body', 'إلى {addressee}\n\n{planet}');
  const keep = 'button:has-text("Keep these words")';
  for (const [say, wrong] of [['en', /language is not good: the campaign's own words/], ['ar_EG', /language is not good: write a tag/],
    ['ar', /body is not good: it has a hole that nothing fills/]]) {
    await page.fill('#language', say);
    await page.click(keep);
    assert.match(await page.textContent('.problem'), wrong);
    assert.strictEqual(await page.inputValue('#title'), 'اسألوا وفد بلدكم عن المادة 5ب');
  }
  await look(page, 'languages-refused');
  await page.fill('#body', 'إلى {addressee}\n\nأنا أعيش في {country}.');
  await page.click(keep);
  assert.strictEqual(page.url(), `${base}/edit/languages`);
  await page.fill('#language', 'AR');
  for (const name of ['title', 'ask', 'subject', 'body']) await page.fill(`#${name}`, 'أخرى');
  await page.click(keep);
  assert.match(await page.textContent('.problem'), /there are words in it already/);

  await page.click('[aria-label="The page in ar as a person will see it"]');
  assert.match(await page.textContent('h1'), /^اسألوا/);
  await page.selectOption('#to', 'CHE');
  await page.click('button:has-text("Go")');
  assert.match(await page.inputValue('#body'), /أنا أعيش في Switzerland/);
  await look(page, 'preview-ar');
  await page.goto(base);
  assert.match(await page.textContent('.preview'), /I live in Switzerland/);
  await page.click('main nav a[hreflang=ar]');
  assert.strictEqual(await page.$eval('.preview pre', (element) => getComputedStyle(element).direction), 'rtl');
  await look(page, 'campaign-ar');
  await page.fill('#email', 'arabic@organisation.example');
  await page.click('button:has-text("Send a test")');
  assert.match(await page.textContent('.done'), /on its way/);
  await linkTo(page, 'arabic@organisation.example');
  assert.match(await page.textContent('pre.record'), /Content-Language: ar/);

  await page.goto(`${base}/edit/languages`);
  await page.click('[aria-label="Change the words in ar"]');
  await page.fill('#title', 'عنوان آخر');
  await look(page, 'languages');
  await page.click(keep);
  assert.match(await page.textContent('.ways'), /عنوان آخر/);
  await page.click('[aria-label="Change the words in ar"]');
  await page.click('button:has-text("Take the words in ar away")');
  assert.doesNotMatch(await page.textContent('.ways'), /عنوان/);
  await page.goto(base);
  const past = await page.textContent('main section:last-of-type ul');
  assert.match(past, /the words in ar, as they stood until[^]*the words in ar, as they stood until[^]*no words in ar, until/);
  await page.click('button:has-text("Put back")');
  await page.goto(`${base}/edit/languages`);
  assert.match(await page.textContent('.ways'), /عنوان آخر/);
});

test('a held message is read, released, sent, and counted wherever it is counted', async () => {
  const { page } = owner;
  await page.goto(`${desk}/desk/campaigns/wcit-12/article-5a/edit`);
  await page.selectOption('#look', 'all');
  await page.click('button:has-text("Keep these words")');
  const writer = await person();
  await writer.page.goto(`${site.address}/wcit-12/campaigns/article-5a?to=CHE`);
  const asked = await writer.page.evaluate(() => ({ token: document.querySelector('[name=token]').value,
    contact: document.querySelector('[name=contact]').value, bits: Number(document.querySelector('[data-bits]').dataset.bits) }));
  const sent = await fetch(`${site.address}/wcit-12/campaigns/article-5a`, { method: 'POST', redirect: 'manual',
    body: new URLSearchParams({ to: 'CHE', contact: asked.contact, token: asked.token, work: work(asked), name: 'Rosa Writer',
      email: 'rosa@people.example', may_quote: 'yes', subject: 'A vote',
      body: 'Dear delegation, I ask you for a vote with <b>names</b>, since silence is no answer.' }) });
  assert.strictEqual(sent.status, 303, await sent.text());
  await linkTo(writer.page, 'rosa@people.example');
  await writer.page.click('.mail-text a');
  await writer.page.click('button[value=confirm]');
  await page.goto(`${desk}/desk/campaigns/wcit-12/article-5a/moderation`);
  const held = await page.textContent('.held');
  assert.match(held, /Rosa Writer/);
  assert.match(held, /<b>names<\/b>/);
  await look(page, 'held');
  await page.click('button[value=refuse]');
  assert.match(await page.textContent('.problem'), /reason/);
  // Figures that somebody looks at meanwhile become new by themselves.
  const watching = await owner.context.newPage();
  await watching.goto(`${desk}/desk/campaigns/wcit-12/article-5a/statistics`);
  assert.match(await watching.textContent('main'), /1 held/);
  await page.click('button[value=release]');
  assert.match(await page.textContent('main'), /No message waits/);
  await watching.waitForFunction(() => /1 accepted/.test(document.querySelector('main').textContent), null, { timeout: 20000 });
  await watching.waitForFunction(() => /Figures of/.test(document.querySelector('[data-fresh-status]').textContent));
  await watching.close();
  for (const deadline = Date.now() + 20000; ;) {
    await page.goto(`${desk}/desk/campaigns/wcit-12/article-5a/statistics`);
    if (/1 accepted/.test(await page.textContent('main')) || Date.now() > deadline) break;
    await page.waitForTimeout(250);
  }
  assert.match(await page.textContent('.lead'), /^1 message was handed in/);
  const sums = await page.$$eval('tfoot .number', (cells) => cells.filter((cell) => cell.textContent !== '').map((cell) => cell.textContent));
  assert.deepStrictEqual(sums.slice(0, 5), ['1', '1', '1', '1', '1']);
  await look(page, 'figures');
  const sheet = await page.evaluate(async (url) => (await fetch(url)).text(), `${desk}/desk/campaigns/wcit-12/article-5a/export`);
  assert.match(sheet, /place,CHE,Switzerland,accepted,1\r\n/);
  assert.doesNotMatch(sheet, /Rosa|rosa@|vote/);
  await page.goto(`${desk}/desk/campaigns/wcit-12/article-5a/report`);
  await page.click('td a');
  const report = await page.textContent('main');
  assert.match(report, /1 message was written to Delegation of Switzerland/);
  assert.match(report, /silence is no answer/);
  assert.doesNotMatch(report, /Rosa|rosa@/);
  await look(page, 'report');
  const words = ['campaign', '--data', site.data, 'report', 'wcit-12/article-5a', new URL(page.url()).searchParams.get('contact')];
  const printed = execFileSync(program, words).toString();
  assert.match(printed, /messages: 1\n/);
  assert.match(printed, /counted when they had left: 0, of which came back: 0/);
  assert.match(printed, /checkpoint of the public log: localhost\/wcit-12\/public-log/);
  assert.match(printed, /silence is no answer/);
  const shown = JSON.parse(execFileSync(program, [...words.slice(0, 3), '--json', 'show', 'wcit-12/internet-resolution'], { maxBuffer: 1 << 24 }));
  assert.match(execFileSync(program, [...words.slice(0, 4), 'wcit-12/internet-resolution', String(shown.contacts[0].id)]).toString(),
    /what it is about: .*PLEN|its words: [^]*Internet/);
  await writer.context.close();
});

test('on a phone every page of the desk is whole', async () => {
  const { page } = owner;
  await page.setViewportSize({ width: 390, height: 844 });
  const campaign = '/desk/campaigns/wcit-12/article-5a';
  await page.goto(`${desk}${campaign}/contacts`);
  const card = await page.getAttribute('td a[href*="contact?contact="]', 'href');
  await page.goto(`${desk}${campaign}/report`);
  const report = await page.getAttribute('td a', 'href');
  for (const path of ['/desk', '/desk/new', '/desk/organisers', '/desk/comments', '/desk/audit', campaign, `${campaign}/edit`,
    `${campaign}/edit/languages`, `${campaign}/edit/languages?lang=ar`,
    `${campaign}/contacts`, card, `${campaign}/moderation`, `${campaign}/statistics`, `${campaign}/report`, report, `${campaign}/preview`]) {
    await page.goto(desk + path);
    const wide = await page.evaluate(() => [...document.querySelectorAll('main *, header *')]
      .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1 && !one.closest('.wide, .scroll, pre, svg'))
      .map((one) => `${one.tagName}.${one.className}`).slice(0, 5));
    assert.deepStrictEqual([path, wide, await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)], [path, [], false]);
    await look(page, `phone${path.replace(/[^a-z0-9]+/g, '-')}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
});

test('an empty queue, the comments, and the list of what was done', async () => {
  const { page } = owner;
  for (const part of ['moderation']) {
    await page.goto(`${desk}/desk/campaigns/wcit-12/article-5a/${part}`);
    await look(page, 'held-empty');
  }
  await page.goto(`${desk}/desk/comments`);
  await look(page, 'comments');
  await page.goto(`${desk}/desk/audit`);
  const done = await page.textContent('table');
  for (const what of ['made the campaign article-5a', 'imported 2 contacts', 'confirmed che@che.example', 'opened the campaign',
    'invited Reader as reader', 'ended Reader', 'signed in', 'put an earlier wording back', 'released message 1', 'sent a test',
    'added words in ar', 'changed the words in ar', 'took the words in ar away'])
    assert.ok(done.includes(what), what);
  await look(page, 'audit');
  assert.deepStrictEqual(owner.wrong, []);
});
