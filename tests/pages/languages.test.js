// SPDX-License-Identifier: Apache-2.0
// One campaign in several languages: which one a person gets, that it stays theirs up to the mailbox of the delegation, and that
// what is written from right to left stands so on the page and in the mail.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const { startDemo, openBrowser, isAccessible, program } = require('./site.js');

const campaign = '/wcit-12/campaigns/internet-resolution';
const titles = { en: /^Tell your delegation/, fr: /^Dites à votre délégation/, ar: /^قولوا لوفد بلدكم/ };
let site;
let browser;
let people = 0;

before(async () => { site = await startDemo(); browser = await openBrowser(); });
after(async () => { if (browser) await browser.close(); if (site) await site.stop(); });

async function json(path, headers = {}) {
  const answer = await fetch(`${site.address}${path.replace(/(\?|$)/, '.json$1')}`, { headers });
  assert.strictEqual(answer.status, 200, path);
  return answer.json();
}

async function mailTo(address) {
  for (const deadline = Date.now() + 20000; Date.now() < deadline; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const { mails } = await json(`/demo/mailbox?to=${encodeURIComponent(address)}`);
    if (mails.length > 0) return json(mails[0].path);
  }
  throw new Error(`no mail to ${address}`);
}

async function open(options) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  return { page: await context.newPage(), end: () => context.close() };
}

async function picture(page, name) {
  await isAccessible(page, name);
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${name}.png`, fullPage: true });
}

async function language(path, accept) {
  const answer = await fetch(site.address + path, { headers: { 'accept-language': accept } });
  const varies = answer.headers.get('vary').includes('Accept-Language');
  return { varies, tag: (await answer.text()).match(/<h1 lang="([^"]*)" dir="auto">/)[1] };
}

test('the address decides, then the browser, then the campaign; only where the browser was asked the answer varies by it', async () => {
  for (const path of [campaign, `${campaign}/embed`]) {
    assert.deepStrictEqual(await language(`${path}?lang=fr`, 'ar'), { varies: false, tag: 'fr' });
    assert.deepStrictEqual(await language(path, 'de, fr-CH;q=0.8, ar;q=0.9'), { varies: true, tag: 'ar' });
    assert.deepStrictEqual(await language(path, 'fr-CH, en;q=0.5'), { varies: true, tag: 'fr' });
    assert.deepStrictEqual(await language(path, 'de'), { varies: true, tag: 'en' });
    assert.deepStrictEqual(await language(`${path}?lang=xx`, 'fr'), { varies: true, tag: 'fr' });
  }
});

test('the list of campaigns speaks as the browser wants', async () => {
  const answer = await fetch(`${site.address}/wcit-12/campaigns`, { headers: { 'accept-language': 'fr' } });
  assert.match(answer.headers.get('vary'), /Accept-Language/);
  assert.match(await answer.text(), /<h2 lang="fr" dir="auto"><a href="[^"]*">Dites à votre délégation/);
});

test('the JSON says which languages there are, and which this is', async () => {
  const said = await json(`${campaign}?lang=ar`);
  assert.deepStrictEqual(said.languages.map((one) => one.language), ['en', 'ar', 'fr']);
  for (const one of said.languages) assert.match(one.title, titles[one.language]);
  assert.strictEqual(said.language, 'ar');
  assert.match(said.title, titles.ar);
});

test('a campaign of one language has no links to others, and does not vary', async () => {
  const answer = await fetch(`${site.address}/assembly/campaigns/neighbours-first`, { headers: { 'accept-language': 'fr' } });
  assert.strictEqual(answer.headers.get('vary'), 'Accept, Accept-Encoding');
  assert.doesNotMatch(await answer.text(), /hreflang|[?;]lang=/);
});

for (const scripts of [true, false]) {
  test(`in French ${scripts ? 'by keyboard' : 'without scripts'}, from the first page to the mailbox of the delegation`, async () => {
    const email = `personne${++people}@people.example`;
    const { page, end } = await open({ javaScriptEnabled: scripts });
    await page.goto(site.address + campaign);
    await page.focus('nav.languages a[hreflang=fr]');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\?lang=fr$/);
    assert.match(await page.textContent('h1'), titles.fr);
    if (scripts) await picture(page, 'campaign-fr');
    await page.selectOption('#to', 'CHE');
    await page.keyboard.press('Tab');
    await page.click('form.filter button');
    await page.waitForURL(/to=CHE&lang=fr/);
    assert.match(await page.inputValue('#body'), /^À Delegation[^]*Je vis dans votre pays \(Switzerland\)/);
    assert.strictEqual(await page.getAttribute('#body', 'lang'), 'fr');
    if (scripts) assert.strictEqual(await page.textContent('.own output'), '0 %');

    // Refused, and everything is as it was: the words, the language.
    await page.fill('#name', 'Élodie Lectrice');
    await page.fill('#email', 'delegation@localhost');
    const words = `Madame, Monsieur, voici en quelques mots ce que j’en pense, et pourquoi. Numéro ${people}.`;
    await page.fill('#body', words);
    if (scripts) {
      await Promise.all([page.waitForSelector('#problem'), page.click('button.main')]);
      assert.match(await page.textContent('h1'), titles.fr);
      assert.strictEqual(await page.inputValue('#body'), words);
      assert.strictEqual(await page.getAttribute('#body', 'lang'), 'fr');
      await picture(page, 'campaign-fr-refused');
    }
    await page.fill('#email', email);
    await page.click('button.main');
    await page.waitForURL(/\/sent\?lang=fr$/);
    assert.strictEqual(await page.getAttribute('a:has-text("Back to the campaign")', 'href'), `${campaign}?lang=fr`);

    const asked = await mailTo(email);
    assert.match(asked.links[0], /\/messages\/[^?]+\?lang=fr$/);
    await page.goto(new URL(asked.links[0], site.address).href);
    await page.click('text=Yes, I wrote this');
    await page.waitForURL(/\?lang=fr$/);
    if (scripts) {
      const got = await mailTo('delegation@che.example');
      assert.match(got.raw, /^Content-Language: fr\r?$/m);
      await page.goto(`${site.address}${got.path}`);
      assert.match(await page.textContent('.mail-text'), /Dites à votre délégation[^]*internet-resolution\?lang=fr/);
      await page.goBack();
    }
    await page.click('text=Pass the campaign on');
    await page.waitForURL(/\/thanks\?lang=fr$/);
    assert.match(await page.textContent('.lead'), /^Votre délégation/);
    assert.match(await page.inputValue('#address'), /internet-resolution\?lang=fr$/);
    if (scripts) await picture(page, 'campaign-fr-thanks');
    await end();
  });
}

test('Arabic stands from right to left on the page and in the mail', async () => {
  const email = `qari${++people}@people.example`;
  const { page, end } = await open({ locale: 'ar' });
  await page.goto(`${site.address}${campaign}?to=FRA`);
  assert.match(await page.textContent('h1'), titles.ar);
  for (const selector of ['h1', '.lead', '#body', '#subject'])
    assert.strictEqual(await page.$eval(selector, (element) => getComputedStyle(element).direction), 'rtl', selector);
  assert.strictEqual(await page.$eval('#content', (element) => getComputedStyle(element).direction), 'ltr');
  await picture(page, 'campaign-ar');
  const body = `${await page.inputValue('#body')}أريد أن يبقى الإنترنت مفتوحا للجميع في بلدنا وفي كل بلد.`;
  await page.fill('#body', body);
  await page.fill('#name', 'قارئة');
  await page.fill('#email', email);
  await page.click('button.main');
  await page.waitForURL(/\/sent\?lang=ar$/);
  await page.goto(new URL((await mailTo(email)).links[0], site.address).href);
  await page.click('text=Yes, I wrote this');
  const got = await mailTo('delegation@fra.example');
  assert.match(got.raw, /^Content-Language: ar\r?$/m);
  assert.match(got.raw, /^Content-Type: text\/plain; charset=utf-8/mi);
  assert.match(got.raw, /^Subject: =\?utf-8\?[BQ]\?/mi);
  assert.match(got.subject, /^القرار بشأن الإنترنت/);
  await page.goto(`${site.address}${got.path}`);
  assert.match(await page.textContent('.mail-text'), /يبقى الإنترنت مفتوحا/);
  await picture(page, 'mail-ar');
  // Reckoned against the words in Arabic, the greater part is the template; against any other all would be her own.
  const { own } = JSON.parse(execFileSync(program, ['campaign', '--data', site.data, '--json', 'statistics', 'wcit-12/internet-resolution'],
    { encoding: 'utf8' }));
  assert.deepStrictEqual(own.filter(({ key }) => Number(key) < 50).map(({ messages }) => messages), [1], JSON.stringify(own));
  await end();
});

test('the frame for other sites leads on in its language', async () => {
  const { page, end } = await open({ viewport: { width: 400, height: 500 } });
  await page.goto(`${site.address}${campaign}/embed?lang=ar`);
  await picture(page, 'embed-ar');
  assert.strictEqual(await page.inputValue('input[name=lang]'), 'ar');
  assert.match(await page.getAttribute('main > p:last-child a', 'href'), /\?lang=ar$/);
  await end();
});

test('the command line shows the words in every language, and takes those of one away', () => {
  const run = (...words) => execFileSync(program, ['campaign', '--data', site.data, ...words], { encoding: 'utf8' });
  const name = 'wcit-12/internet-resolution';
  assert.match(run('show', name), /^in: fr\ntitle: Dites/m);
  assert.deepStrictEqual(JSON.parse(run('--json', 'show', name)).languages.map((one) => one.language), ['ar', 'fr']);
  run('remove-words', name, 'fr');
  assert.doesNotMatch(run('show', name), /^in: fr/m);
  assert.match(run('audit', name), /took the words in fr away/);
  assert.throws(() => run('remove-words', name, 'fr'), /language[^]*there are no further words in it/);
});
