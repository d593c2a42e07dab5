// SPDX-License-Identifier: Apache-2.0
// A conference that resembles no example is played through the same program: every page of it that a link reaches answers,
// in HTML and as .json, without an empty sentence, and with no word of an example on it.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { root, readActs, value } = require('./acts.js');
const { makeFolder, play, serve, linesOf, bodyOf, textOf, doubled } = require('./reader.js');
const { run } = require('./checks.js');

const fixture = path.join(__dirname, 'unseen');
const examples = ['wcit-12', 'assembly'].map((name) => readActs(path.join(root, 'examples', name)).flatMap((file) => file.acts));
const own = readActs(fixture).flatMap((file) => file.acts);
const listed = fs.readFileSync(path.join(root, 'tests/tidy/example_words.txt'), 'utf8').split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

const whole = (word, flags) => new RegExp(`(?<![\\p{L}\\p{N}_-])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}_-])`, flags);

// The words that stand whole in a text; in any case where `flags` say so.
function found(words, text, flags) {
  const any = flags.includes('i');
  const plain = any ? text.toLowerCase() : text;
  return words.filter((word) => plain.includes(any ? word.toLowerCase() : word) && whole(word, flags).test(text));
}

// An office is called the same everywhere.
const isParty = (act) => act.type === 'actor.admit' && value(act, 'role') !== 'office';

// The examples' parties by name and code, and the titles of what they worked on; not what this conference uses itself.
function wordsOfExamples() {
  const used = new Set(own.flatMap((act) => act.fields.map((field) => field.value)));
  const words = examples.flat().flatMap((act) => [
    ...(isParty(act) || act.type === 'meeting.convene' ? [value(act, 'name'), value(act, 'id')] : []),
    ...(['conference.open', 'instrument.open', 'proposal.submit', 'announce'].includes(act.type) ? [value(act, 'title'), value(act, 'id')] : [])]);
  return [...new Set(words)].filter((word) => word && word.length > 2 && !used.has(word));
}

// Names of the parties that the program must not know: each has a word of the list that tests/tidy reads.
function unlisted() {
  return examples.flat().filter(isParty).map((act) => value(act, 'name')).filter((name) => found(listed, name, 'iu').length === 0);
}

function linksOf(html) {
  return [...html.matchAll(/href="(\/[^"#?]*)/g)].map(([, where]) => where.replace(/&amp;/g, '&'))
    .filter((where) => !where.startsWith('/assets/') && !where.startsWith('/static/'));
}

async function crawl(get, from) {
  const pages = new Map(), wait = [from];
  for (let where; (where = wait.pop()) !== undefined;) {
    if (pages.has(where)) continue;
    pages.set(where, await get(where));
    if (pages.get(where).type?.startsWith('text/html')) wait.push(...linksOf(pages.get(where).text));
  }
  return pages;
}

async function main() {
  const folder = makeFolder();
  const { status, said } = play(path.join(folder, 'data'), 'parley-3', fixture);
  const server = status === 0 ? await serve(path.join(folder, 'data')) : null;
  const pages = server ? await crawl(server.get, '/') : new Map();
  const html = [...pages].filter(([, page]) => page.type?.startsWith('text/html'));
  const examined = wordsOfExamples();
  const shown = html.map(([where, page]) => [where, linesOf(page.text).join('\n')]);
  const conference = shown.filter(([where]) => where.startsWith('/parley-3'));
  try {
    await run([
      ['it is played', () => (status === 0 ? [] : [said])],
      ['its pages are reached from the first one', () => ['', '/timeline', '/proposals', '/proposals/two-hours', '/positions', '/decisions', '/decisions/nod',
        '/decisions/count', '/meetings', '/meetings/back-room', '/reports', '/record', '/acts/0', '/members', '/members/fen-9',
        '/documents', '/signatures', '/text/sheet'].filter((where) => !pages.has(`/parley-3${where}`)).map((where) => `no link to ${where}`)],
      ['every link answers', () => [...pages].filter(([, page]) => page.status !== 200).map(([where, page]) => `${where} answers ${page.status}`)],
      ['every page has its .json, with no name twice', async () => {
        const wrong = [];
        for (const [where] of html) {
          const page = await server.get(where === '/' ? '/index.json' : `${where}.json`);
          if (page.status !== 200) { wrong.push(`${where}.json answers ${page.status}`); continue; }
          const twice = doubled(page.text);
          if (twice.length > 0) wrong.push(`${where}.json has ${twice.join(', ')} twice`);
          for (const word of found(examined, textOf(JSON.parse(page.text)), 'u')) wrong.push(`${where}.json says ${word}`);
        }
        return wrong;
      }],
      ['no word of an example is on a page', () => shown.flatMap(([where, text]) => [
        ...found(listed, text, 'iu'), ...found(examined, text, 'u')]
        .map((word) => `${where} says ${word}`))],
      ['no sentence is empty or broken', () => conference.flatMap(([where, text]) => text.split('\n')
        .filter((line) => /^[.,;:]|[{}]|\bundefined\b|\(null\)|\(\)|“”| ,| \.$|\.\.$/.test(line)).map((line) => `${where}: ${line}`))],
      ['names in other scripts and with signs of HTML stand as they are', () => {
        const [, text] = shown.find(([where]) => where === '/parley-3/members') ?? ['', ''];
        return ['Fen & Ditch <night> "club"', 'نادي الفراشات', '蛾の会'].filter((name) => !text.includes(name)).map((name) => `no ${name}`);
      }],
      ['the list of words that the program may not know has every party of the examples', unlisted],
      ['its own facts are seen', () => {
        const wanted = { '/decisions/nod': 'The hands of owls were among them.', '/decisions/count': 'for 3, against 1',
          '/reports': 'denied by Fen & Ditch', '/proposals/two-hours': 'Nobody put this to us.', '/meetings': '1 with closed doors',
          '/signatures': 'Tideline counters',
          '/positions': 'objects, as outside the mandate' };
        return Object.entries(wanted).filter(([where, words]) => !shown.find(([at]) => at === `/parley-3${where}`)?.[1].includes(words))
          .map(([where, words]) => `${where} lacks: ${words}`);
      }],
    ]);
  } finally {
    if (server) {
      const { ended, said: words } = await server.stop();
      if (ended !== 0) throw new Error(`the server ended with ${ended}\n${words}`);
    }
    fs.rmSync(folder, { recursive: true });
  }
}

main().catch((error) => { console.error(error.stack); process.exitCode = 1; });
