// SPDX-License-Identifier: Apache-2.0
// What a reader must be able to see on the pages of texts, members, signatures and documents: each number with its parts,
// each fact with its act; and that a fact goes with its act.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert');
const { startDemo, startPart } = require('./site.js');

let site;
const week = '/wcit-12';

before(async () => { site = await startDemo(); });
after(async () => { if (site) await site.stop(); });

async function json(path, at = site) {
  const answer = await fetch(`${at.address}${path.replace(/(\?|$)/, '.json$1')}`);
  assert.strictEqual(answer.status, 200, path);
  return answer.json();
}
async function html(path, at = site) {
  const answer = await fetch(at.address + path);
  assert.strictEqual(answer.status, 200, path);
  return (await answer.text()).replace(/\s+/g, ' ');
}
async function withPart(conference, keep, look) {
  const part = await startPart(conference, keep);
  try {
    await look(part);
  } finally {
    await part.stop();
  }
}
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const find = (list, code) => list.find((one) => one.code === code);
const type = (act) => act.match(/plenary\/1 (\S+)/)[1];
const by = (act) => act.match(/^by: (\S+)/m)[1];

// The members of the page of signatures, each with its standing; how many there are of each.
const listOf = (page) => page.standings.flatMap(({ standing, members }) => members.map((row) => ({ standing, ...row })));
const countsOf = (page) => Object.fromEntries(page.standings.map(({ standing, count }) => [standing, count]));

/* --- signatures ---------------------------------------------------------------------------------------------------- */

test('every member is counted once, and every signature by how it is known', async () => {
  const page = await json(`${week}/signatures`);
  const counts = countsOf(page);
  assert.strictEqual(sum(Object.values(counts)), page.members);
  assert.strictEqual(listOf(page).length, page.members);
  for (const { count, members } of page.standings) assert.strictEqual(count, members.length);
  assert.strictEqual(sum(page.certainties.map((row) => row.count)), counts.signed);
  assert.strictEqual(page.signatures, counts.signed);
  assert.strictEqual(page.entitled_as_stated, counts.signed + counts.entitled);
  for (const row of page.intents) assert.strictEqual(row.signed + row.not_signed, row.said, row.intent);
  for (const standing of ['signed', 'entitled', 'not-entitled', 'not-established'])
    assert.ok((await html(`${week}/signatures`)).includes(`id="${standing}"`), standing);
});

test('the page prints what its JSON says', async () => {
  const page = await json(`${week}/signatures`);
  const text = await html(`${week}/signatures`);
  assert.ok(text.includes(`<h1>${page.signatures} of ${page.members} members signed`));
  for (const { standing, count } of page.standings) assert.ok(text.includes(`<td class="number">${count}</td>`), standing);
});

test('row 6: who refused to sign is among those without a signature, with the reason', async () => {
  const page = await json(`${week}/signatures`);
  const row = find(listOf(page), 'CAN');
  assert.strictEqual(row.standing, 'entitled');
  assert.strictEqual(row.status, 'no signature recorded');
  assert.strictEqual(row.act, undefined, 'that somebody did not sign is no act');
  assert.strictEqual(row.intent, 'will not sign');
  assert.ok(row.said.some((one) => one.type === 'intent.declare' && one.said.length > 0));
  assert.ok(row.said.some((one) => one.type === 'statement'));
});

test('row 19: five that refused, by name', async () => {
  const list = listOf(await json(`${week}/signatures`));
  for (const code of ['AUS', 'CAN', 'GBR', 'NOR', 'USA'])
    assert.deepStrictEqual([find(list, code).standing, find(list, code).intent], ['entitled', 'will not sign'], code);
});

test('row 20: who signed, with the certainty and the act of each, as a list and a map', async () => {
  const list = listOf(await json(`${week}/signatures`));
  const signed = list.filter((row) => row.standing === 'signed');
  assert.strictEqual(signed.length, 89);
  for (const row of signed)
    assert.ok(row.certainty && row.act.startsWith(`${week}/acts/`) && row.source_url, row.code);
  const text = await html(`${week}/signatures`);
  for (const name of ['svg class="world"', '<title id="map-title">', '<desc id="map-description">'])
    assert.ok(text.includes(name), name);
  assert.match(text, /<g class="signed"[^>]*>.*?<title>Brazil: signed<\/title>/);
  assert.match(text, /<g class="entitled"[^>]*>.*?<title>Canada: entitled, no signature recorded<\/title>/);
});

test('intent is not signature: undecided on one day, signed on the next', async () => {
  const row = find(listOf(await json(`${week}/signatures`)), 'EGY');
  assert.deepStrictEqual([row.standing, row.intent], ['signed', 'undecided']);
});

test('without the acts of signing there are no signatures, and the members still add up', async () => {
  await withPart('wcit-12', (act) => type(act) !== 'sign', async (part) => {
    const page = await json(`${week}/signatures`, part);
    assert.strictEqual(page.signatures, 0);
    assert.deepStrictEqual(page.certainties, []);
    assert.strictEqual(sum(Object.values(countsOf(page))), page.members);
    assert.ok((await html(`${week}/signatures`, part)).includes('No signature has been recorded yet'));
  });
});

test('a conference that signs nothing says so', async () => {
  assert.match(await html('/assembly/signatures'), /No text has been opened for signature/);
});

/* --- texts --------------------------------------------------------------------------------------------------------- */

test('row 14: a chair’s text without origins says so at every provision that it touches', async () => {
  const { provisions } = await json(`${week}/text/ITR-2012`);
  const touched = provisions.filter((row) => row.issued_in.length > 0);
  assert.ok(touched.length >= 10);
  for (const row of touched) assert.ok(row.issued_in.every((one) => !one.origin_given && one.act), row.id);
  assert.match(await html(`${week}/text/ITR-2012`), /compromise text<\/a>, [^<]*<strong>no origin given<\/strong>/);
});

test('row 14: where a compilation names its origins, they are links', async () => {
  const { provisions } = await json(`${week}/text/ITR-1988`);
  assert.deepStrictEqual(provisions.find((row) => row.id === '1').issued_in[0].origins.map((one) => one.code), ['IND-21:1', 'PRY-29:1', 'TUN-25:1']);
});

test('row 16: the words, the mandate, and who objects', async () => {
  const page = await json(`${week}/text/ITR-1988`);
  const change = page.provisions.find((row) => row.id === '31A').changes[0];
  assert.deepStrictEqual([change.mark, change.outside_mandate], ['ADD', 'Internet']);
  assert.ok(page.objections_on_scope.some((one) => one.name === 'United States' && one.stance === 'block'));
  const text = await html(`${week}/text/ITR-1988`);
  assert.match(text, /<mark>Internet<\/mark>/);
  assert.match(text, /Who objected on the ground of scope/);
});

test('row 16 without its act: the objection is gone, the words stay', async () => {
  await withPart('wcit-12', (act) => !(type(act) === 'position' && by(act) === 'USA'), async (part) => {
    const page = await json(`${week}/text/ITR-1988`, part);
    assert.ok(!page.objections_on_scope.some((one) => one.name === 'United States'));
    assert.ok(page.outside_mandate.length > 0);
  });
});

test('row 17: the words of the resolution that name a role on the Internet, and that the indication on it changed no text', async () => {
  const { provisions } = await json(`${week}/text/RES-2012`);
  const row = provisions.find((one) => one.id === 'PLEN-3');
  assert.strictEqual(row.outside_mandate, 'Internet');
  assert.strictEqual(row.gist, true);
  assert.strictEqual(row.decisions[0].kind, 'indication');
  assert.strictEqual(row.versions.length, 1);
  assert.match(await html(`${week}/text/RES-2012`), /id="PLEN-3".*<mark>Internet<\/mark>/);
});

test('a provision keeps its id when its number moves', async () => {
  const { provisions } = await json(`${week}/text/RES-2012`);
  const row = provisions.find((one) => one.id === 'PLEN-3');
  assert.ok(row.numbers.length > 1);
  assert.strictEqual(row.numbers.at(-1).number, row.number);
  assert.ok((await html(`${week}/text/RES-2012`)).includes('id="PLEN-3"'));
});

test('the states of the provisions add up', async () => {
  for (const path of [`${week}/text/ITR-1988`, `${week}/text/ITR-2012`, '/assembly/text/STATUTES']) {
    const page = await json(path);
    assert.strictEqual(sum(page.states.map((row) => row.provisions)), page.counts.provisions, path);
    assert.strictEqual(page.provisions.length, page.counts.provisions, path);
  }
  for (const row of (await json(`${week}/text`)).texts)
    assert.strictEqual(row.in_brackets + row.with_open_changes + row.settled, row.provisions, row.code);
});

test('brackets that stand are in the words, with whoever stands behind them; changes that are open are underlined', async () => {
  let lifted = false;
  const untilLifted = (act) => { lifted ||= type(act) === 'bracket.lift'; return !lifted; };
  await withPart('assembly', untilLifted, async (part) => {
    const text = await html('/assembly/text/STATUTES', part);
    assert.match(text, /<span class="bracket">\[<\/span>is shared out among the workshops<span class="bracket">\]<\/span><span class="bracket owner">GLASS<\/span>/);
    assert.match(text, /id="FUND:1">(?:(?!<\/div>).)*<ins>\s*<p class="words">One twelfth/, 'as it was amended, and still open');
    assert.doesNotMatch(text, /id="STEPS:1">(?:(?!<\/div>).)*<ins>/, 'rejected');
    const page = await json('/assembly/text/STATUTES', part);
    assert.strictEqual(page.counts.in_brackets, 1);
    assert.ok(page.provisions.find((row) => row.id === '6').changes.some((one) => one.open && one.mark === 'MOD'));
  });
});

/* --- members, documents -------------------------------------------------------------------------------------------- */

test('a member’s page has what it did and said in groups, each with its act', async () => {
  const page = await json(`${week}/members/EGY`);
  assert.strictEqual(page.sponsorships[0].state, 'disowned');
  const acts = (of, name) => of.groups_of_acts.find((one) => one.group === name).acts;
  assert.ok(acts(page, 'sponsors').some((one) => one.type === 'sponsor.disown'));
  assert.ok(acts(page, 'said').length > 0 && acts(page, 'signing').length > 1);
  const canada = await json(`${week}/members/CAN`);
  assert.ok(acts(canada, 'said').some((one) => one.said.join(' ').includes('innovation')));
  assert.strictEqual(canada.signatures[0].status, 'no signature recorded');
});

test('members can be filtered by group', async () => {
  const all = await json(`${week}/members`);
  const some = await json(`${week}/members?group=RCC`);
  assert.strictEqual(all.members.length, all.counts.members);
  assert.strictEqual(some.members.length, all.groups.find((row) => row.code === 'RCC').members);
  assert.ok(some.members.every((row) => row.groups.includes('RCC')));
});

test('a member that is not there is 404', async () => {
  for (const path of ['members/NOBODY', 'text/NOTHING', 'documents/NOTHING', 'signatures?instrument=NOTHING'])
    assert.strictEqual((await fetch(`${site.address}${week}/${path}`)).status, 404, path);
});

test('a closed document is known by its commitment alone; released, its bytes are those', async () => {
  const beforeRelease = (act) => type(act) !== 'document.release';
  await withPart('assembly', beforeRelease, async (part) => {
    const { document: page } = await json('/assembly/documents/DOC-5', part);
    assert.deepStrictEqual([page.closed, page.released, page.blob], [true, false, undefined]);
    assert.match(page.commitment, /^[0-9a-f]{64}$/);
    const text = await html('/assembly/documents/DOC-5', part);
    assert.match(text, /class="closed-card"/);
    assert.doesNotMatch(text, /41,200/);
    assert.strictEqual((await fetch(`${part.address}/assembly/blobs/${page.commitment}`)).ok, false);
  });
  const { document: page } = await json('/assembly/documents/DOC-5');
  const file = Buffer.from(await (await fetch(site.address + page.blob)).arrayBuffer());
  const hash = require('node:crypto').createHash('sha256').update('plenary/blob/1\n').update(file).digest('hex');
  assert.strictEqual(hash, page.commitment);
});

test('documents add up, revisions below what they revise', async () => {
  for (const conference of [week, '/assembly']) {
    const { counts, series } = await json(`${conference}/documents`);
    assert.strictEqual(counts.open + counts.closed, counts.documents);
    assert.strictEqual(sum(series.map((row) => row.documents.length)), counts.documents);
  }
});
