// SPDX-License-Identifier: Apache-2.0
// What programs get: a description of all of it that is good by others' measure, JSON as it says, tables, parts of long lists.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert');
const { startDemo, pages } = require('./site.js');
const { about, pathOf, conforms } = require('./schema.js');
const { doubled } = require('../story/reader.js');

let site;
const week = '/wcit-12';
// Pages of one person alone, whose addresses are secret: campaign.test.js, comments.test.js and loop.test.js look at those.
const secret = /^\/(messages|comments|follow|hooks)\/\{code\}|^\/demo\/mailbox\/\{code\}/;

before(async () => { site = await startDemo(); });
after(async () => {
  if (!site) return;
  const { ended, said } = await site.stop();
  assert.ok(ended === 0 || ended === 'SIGTERM', `the server ended with ${ended}\n${said}`);
});

const get = (where, options) => fetch(site.address + where, options);
async function json(where) {
  const answer = await get(where);
  assert.strictEqual(answer.status, 200, where);
  return answer.json();
}

// RFC 4180, strictly: lines end with CRLF, a quote within quotes is doubled.
function table(text) {
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  const rows = [[]];
  for (let at = 0; at < text.length; at = cell.lastIndex) {
    cell.lastIndex = at;
    const found = cell.exec(text);
    assert.ok(found, `no cell at ${at}: ${JSON.stringify(text.slice(at, at + 60))}`);
    rows.at(-1).push(found[1] === undefined ? found[2] : found[1].replaceAll('""', '"'));
    if (found[3] === '\r\n') rows.push([]);
  }
  assert.deepStrictEqual(rows.pop(), [], 'the last line ends too');
  const [head, ...lines] = rows;
  assert.strictEqual(new Set(head).size, head.length, 'each column has a name of its own');
  return lines.map((line) => {
    assert.strictEqual(line.length, head.length, line.join(','));
    return Object.fromEntries(head.map((name, i) => [name, line[i]]));
  });
}

test('the description is good OpenAPI 3.1', async () => {
  const { Validator } = await import('@seriousme/openapi-schema-validator');
  const { document } = await about(site.address);
  assert.deepStrictEqual(doubled(await (await get('/openapi.json')).text()), [], 'a name twice');
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(document));
  assert.ok(valid, JSON.stringify(errors, null, 1));
  assert.strictEqual(validator.version, '3.1');
  for (const [path, { get: reads, post }] of Object.entries(document.paths))
    assert.ok((reads || post).summary, `${path} says what it is`);
});

test('every page answers in JSON as the description says, and all of it is looked at', async () => {
  const { document } = await about(site.address);
  const seen = new Set();
  const look = async (page) => {
    const where = page === '/' ? '/index.json' : page.replace(/(\?|$)/, '.json$1');
    await conforms(site.address, where, await json(where));
    seen.add(await pathOf(site.address, where));
  };
  const more = [`${week}/campaigns/internet-resolution/embed`, `${week}/record?limit=3`, `${week}/members?group=RCC`];
  for (const page of [...pages(), ...more]) await look(page);
  // A page that pages.txt does not know yet is linked from one that it knows.
  for (const page of pages())
    for (const [, link] of (await (await get(page)).text()).matchAll(/href="(\/[^"#?.]*)"/g)) {
      const path = await pathOf(site.address, `${link}.json`);
      if (path?.endsWith('.json') && !seen.has(path) && !secret.test(path)) await look(link);
    }
  const unseen = Object.keys(document.paths).filter((path) => path.endsWith('.json') && !seen.has(path) && !secret.test(path));
  assert.deepStrictEqual(unseen, []);
});

test('names are in one case', async () => {
  const { document } = await about(site.address);
  const look = (schema, name) => {
    if (schema === null || typeof schema !== 'object') return;
    for (const member of Object.keys(schema.properties || {})) assert.match(member, /^[a-z][a-z0-9_]*$/, name);
    for (const part of Object.values(schema)) look(part, name);
  };
  for (const [name, schema] of Object.entries(document.components.schemas)) look(schema, name);
});

test('a sentence also comes in its parts', async () => {
  const { acts } = await json(`${week}/timeline.json`);
  const disowned = acts.find((act) => act.type === 'sponsor.disown');
  assert.strictEqual(disowned.by, 'EGY');
  assert.ok(disowned.topics.includes('proposal:RUCASS'), disowned.topics.join(' '));
  assert.match(disowned.hash, /^[0-9a-f]{64}$/);
  assert.ok(Number.isInteger(disowned.index) && disowned.recorder === 'watch');
  assert.match(disowned.time, /^2012-12-\d\dT\d\d:\d\d:\d\d\+04:00$/);
});

test('a long list comes in parts, each with the address of the next', async () => {
  for (const [where, name, of] of [['members', 'members', (one) => one.code], ['record', 'acts', (one) => one.index],
    ['timeline', 'acts', (one) => one.index], ['reports', 'reports', (one) => one.code],
    ['positions', 'positions', (one) => one.act], ['public-log', 'entries', (one) => one.entry]]) {
    const whole = await json(`${week}/${where}.json`);
    assert.strictEqual(whole[name].length, whole.total, where);
    const limit = Math.ceil(whole.total / 3) || 1;
    const parts = [];
    for (let next = `${week}/${where}.json?limit=${limit}`; next;) {
      const part = await json(next);
      assert.ok(part[name].length <= limit && part.limit === limit && part.total === whole.total);
      parts.push(...part[name]);
      next = part.next;
    }
    assert.deepStrictEqual(parts.map(of), whole[name].map(of), where);
  }
  const group = await json(`${week}/members.json?group=RCC&limit=5&after=3`);
  assert.match(group.next, /group=RCC/);
  assert.strictEqual((await json(`${week}/record.json?limit=100000`)).limit, 1000);
  for (const wrong of ['limit=0', 'limit=x', 'after=-1']) {
    const answer = await get(`${week}/members.json?${wrong}`);
    assert.strictEqual(answer.status, 400, wrong);
    assert.strictEqual((await answer.json()).fault, 'argument-number');
  }
});

test('lists are tables too', async () => {
  for (const [where, name] of [['members', 'members'], ['decisions', 'decisions'], ['positions', 'positions'], ['reports', 'reports'],
    ['timeline', 'acts'], ['campaigns', 'campaigns'], ['campaigns/internet-resolution', 'messages_by_place']]) {
    const answer = await get(`${week}/${where}.csv`);
    assert.strictEqual(answer.status, 200, where);
    assert.strictEqual(answer.headers.get('content-type'), 'text/csv; charset=utf-8; header=present');
    const rows = table(await answer.text());
    assert.strictEqual(rows.length, (await json(`${week}/${where}.json`))[name].length, where);
    assert.match(await (await get(`${week}/${where}`)).text(), new RegExp(`href="${week}/${where}\\.csv"`), 'the page links it');
  }
  const signers = table(await (await get(`${week}/signatures.csv`)).text());
  const { members, standings } = await json(`${week}/signatures.json`);
  assert.strictEqual(signers.length, members);
  assert.strictEqual(signers.filter((one) => one.standing === 'signed').length,
    standings.find((one) => one.standing === 'signed').count);
  const vote = table(await (await get(`${week}/decisions.csv`)).text()).find((one) => one.code === 'V1');
  assert.deepStrictEqual([vote.for, vote.against, vote.abstained], ['77', '33', '8']);
  assert.strictEqual((await get(`${week}/text.csv`)).status, 404);
});

test('programs on other sites may read what is public, and nothing else', async () => {
  const open = async (where) => (await get(where)).headers.get('access-control-allow-origin');
  for (const where of [`${week}.json`, '/index.json', '/openapi.json', `${week}/members.csv`, `${week}/feed.atom`, `${week}/calendar.ics`,
    `${week}/nothing.json`, `${week}/log/checkpoint`, `${week}/log/key`, `${week}/log/tile/0/000`]) assert.strictEqual(await open(where), '*', where);
  assert.strictEqual(await open(`${week}/follow`), null, 'a page with a form');
});

test('a refused form says its fault in JSON as on the page', async () => {
  const answer = await get(`${week}/hooks.json`, { method: 'POST', body: new URLSearchParams({ topic: '', url: 'ftp://x' }),
    headers: { Origin: site.address } });
  assert.strictEqual(answer.status, 422);
  const { problem, topics } = await answer.json();
  assert.deepStrictEqual([problem.fault, problem.class], ['endpoint', 'form']);
  assert.ok(problem.reason.includes('ftp://x') && problem.mending && problem.source);
  assert.ok(topics.length > 0, 'beside what the page has');
  assert.strictEqual(answer.headers.get('access-control-allow-origin'), null);
});
