// SPDX-License-Identifier: Apache-2.0
// Feeds and the calendar as programs of others read them: well-formed, complete, kept as long as nothing is new.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { startDemo, openBrowser } = require('./site.js');

let site;
let home;

before(async () => {
  site = await startDemo();
  home = `${site.address}/wcit-12`;
});

after(async () => { if (site) await site.stop(); });

// What another program's parser of XML makes of it.
function xpath(text, query) {
  const said = spawnSync('xmllint', ['--nonet', '--xpath', query, '-'],
    { input: text.replace(' xmlns="http://www.w3.org/2005/Atom"', ''), encoding: 'utf8' });
  assert.strictEqual(said.status, 0, said.stderr);
  return said.stdout.trim();
}

const feed = async (query = '', headers = {}) => {
  const response = await fetch(`${home}/feed.atom${query}`, { headers });
  return { response, text: await response.text() };
};

test('a feed has what RFC 4287 asks for, and says what the pages say', async () => {
  const { response, text } = await feed();
  assert.strictEqual(response.headers.get('content-type'), 'application/atom+xml; charset=utf-8');
  assert.match(text, /^<\?xml version="1\.0" encoding="utf-8"\?>\n<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom">/);
  assert.strictEqual(xpath(text, 'count(/feed/id)+count(/feed/title)+count(/feed/updated)+count(/feed/author/name)'), '4');
  assert.strictEqual(xpath(text, 'count(/feed/entry)'), '50');
  assert.strictEqual(xpath(text, 'count(/feed/entry[id and title and updated and author and link and summary])'), '50');
  const times = [...text.matchAll(/<updated>(.*)<\/updated>/g)].map((match) => match[1]);
  for (const time of times) assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const ids = [...text.matchAll(/<id>(ni:\/\/\/sha-256;.*)<\/id>/g)].map((match) => match[1]);
  assert.strictEqual(new Set(ids).size, 50);
  const link = xpath(text, 'string(/feed/entry[1]/link/@href)');
  assert.ok(link.startsWith(`${home}/acts/`), link);
  const act = await (await fetch(`${link}.json`)).json();
  assert.ok(xpath(text, 'string(/feed/entry[1]/title)').startsWith(act.words ?? act.sentence?.words ?? act.title.slice(0, 20)));
});

test('a feed goes on with older acts, until the first', async () => {
  let query = '';
  let count = 0;
  for (let pages = 0; pages < 40; pages++) {
    const { text } = await feed(query);
    count += Number(xpath(text, 'count(/feed/entry)'));
    const next = xpath(text, 'string(/feed/link[@rel="next"]/@href)');
    if (next === '') break;
    query = new URL(next, home).search;
  }
  const { total } = await (await fetch(`${home}/timeline.json`)).json();
  assert.strictEqual(count, total);
});

test('each topic has a feed of its own, the same acts as its page', async () => {
  const { total } = await (await fetch(`${home}/timeline.json?member=CAN`)).json();
  assert.strictEqual(Number(xpath((await feed('?topic=member:CAN')).text, 'count(/feed/entry)')), Math.min(total, 50));
  const votes = (await feed('?topic=kind:decision.')).text;
  assert.strictEqual(xpath(votes, 'count(/feed/entry[not(starts-with(category/@term, "decision."))])'), '0');
  assert.strictEqual(xpath((await feed('?topic=proposal%3ARUCASS')).text, 'count(/feed/entry) > 3'), 'true');
  const text = await (await fetch(`${home}/text/ITR-2012.json`)).json();
  const of = text.provisions.find((one) => one.code);
  assert.strictEqual(xpath((await feed(`?topic=provision:${encodeURIComponent(of.code)}`)).text, 'count(/feed/entry) > 0'), 'true');
  for (const topic of ['member:NOBODY', 'nothing', 'kind:no-such-kind', 'kind:', 'member:', 'proposal:CAN', '%3Cscript%3E'])
    assert.strictEqual((await fetch(`${home}/feed.atom?topic=${topic}`)).status, 404, topic);
});

test('who has the newest is told so in few bytes', async () => {
  for (const path of ['/feed.atom', '/feed.atom?topic=decision:V1', '/calendar.ics']) {
    const first = await fetch(home + path);
    const etag = first.headers.get('etag');
    assert.match(etag, /^W\/"[0-9a-z]+"$/);
    const again = await fetch(home + path, { headers: { 'If-None-Match': etag } });
    assert.strictEqual(again.status, 304, path);
    assert.strictEqual(await again.text(), '');
    const other = await fetch(home + path, { headers: { 'If-None-Match': 'W/"0"' } });
    assert.strictEqual(other.status, 200);
  }
});

test('the calendar has every meeting of which a day is known', async () => {
  const response = await fetch(`${home}/calendar.ics`);
  assert.strictEqual(response.headers.get('content-type'), 'text/calendar; charset=utf-8');
  const text = await response.text();
  assert.ok(text.endsWith('END:VCALENDAR\r\n'));
  for (const line of text.split('\r\n')) {
    assert.ok(Buffer.byteLength(line) <= 75, line);
    assert.ok(!line.includes('\n'), line);
  }
  const events = text.replace(/\r\n /g, '').split('BEGIN:VEVENT\r\n').slice(1);
  const uids = events.map((event) => /^UID:(.*)\r$/m.exec(event)[1]);
  assert.strictEqual(new Set(uids).size, uids.length);
  for (const event of events) for (const name of ['DTSTAMP', 'DTSTART', 'SUMMARY']) assert.match(event, new RegExp(`^${name}`, 'm'));
  const { meetings } = await (await fetch(`${home}/meetings.json`)).json();
  assert.ok(uids.filter((uid) => uid.startsWith('meeting-')).length > meetings.length / 2);
  assert.match(text, /^DTSTART;VALUE=DATE:20121203\r$/m);
});

test('the end of a campaign is in the calendar', async () => {
  const before = await fetch(`${home}/calendar.ics`);
  assert.doesNotMatch(await before.text(), /Last hour to write/);
  const done = spawnSync('sqlite3', [path.join(site.data, 'campaign.db'), '.timeout 5000',
    "UPDATE campaign SET state = 'open', closes_at = 4102444800"], { encoding: 'utf8' });
  assert.strictEqual(done.status, 0, done.stderr);
  const after = await fetch(`${home}/calendar.ics`, { headers: { 'If-None-Match': before.headers.get('etag') } });
  assert.strictEqual(after.status, 200);
  const text = (await after.text()).replace(/\r\n /g, '');
  assert.match(text, /^DTSTART:21000101T000000Z\r$/m);
  assert.match(text, /^SUMMARY:Last hour to write: /m);
  assert.match(text, /^URL:http:\/\/localhost:\d+\/wcit-12\/campaigns\//m);
});

test('every page of a conference names its feeds and the calendar', async () => {
  const browser = await openBrowser();
  const page = await browser.newPage();
  await page.goto(`${home}/members/CAN`);
  const links = await page.locator('head link[rel=alternate]').evaluateAll((all) => all.map((one) => [one.type, one.href]));
  await browser.close();
  for (const [type, address] of links) {
    const response = await fetch(address);
    assert.strictEqual(response.status, 200, address);
    assert.ok(response.headers.get('content-type').startsWith(type), address);
  }
  assert.ok(links.some(([, address]) => address.endsWith('topic=member:CAN')));
  assert.ok(links.some(([type]) => type === 'text/calendar'));
});
