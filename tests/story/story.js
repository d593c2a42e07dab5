// SPDX-License-Identifier: Apache-2.0
// The story of the first example, row by row (examples/wcit-12/story.csv): each fact is seen on the pages that should show
// it and in their .json, and is gone from them when the acts that tell it are taken out of the example. rows.json says
// what a reader must see: words on one line (… stands for anything between), objects in the .json.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { root, readActs, writeActs, takeAway, isNamed, wordsOf } = require('./acts.js');
const { makeFolder, play, serve, linesOf, bodyOf, pattern, hasObject, textOf } = require('./reader.js');
const { run } = require('./checks.js');

const example = path.join(root, 'examples/wcit-12');
const files = readActs(example);
const rows = require('./rows.json');

// Where a fact could still stand though its own pages are clean.
const everywhere = ['', '/timeline', '/proposals', '/positions', '/decisions', '/meetings', '/documents', '/members', '/signatures', '/reports'];

// Row and names of its acts, from the example's own table.
function actsOfRows() {
  const lines = fs.readFileSync(path.join(example, 'story.csv'), 'utf8').trim().split('\n').slice(1);
  return new Map(lines.map((line) => [Number(line.split(',')[0]), line.slice(line.lastIndexOf(',') + 1).split(' ')]));
}
const acts = actsOfRows();

// The first act cannot go without all the others: that is asked for on its own.
const opening = 'conference.open@watch';
const removable = (row) => acts.get(row).filter((name) => name !== opening);

const server = {};
const pages = new Map();

// A page as lines of words, and its .json as it is; empty where there is none.
async function read(where) {
  if (!pages.has(where)) {
    const [html, json] = await Promise.all([server.get(where), server.get(`${where}.json`)]);
    pages.set(where, html.status === 200 ? { lines: linesOf(bodyOf(html.text)), json: JSON.parse(json.text) } : { lines: [], json: null });
  }
  return pages.get(where);
}

const shows = (page, words) => page.lines.some((line) => pattern(words).test(line));
const asked = (row) => Object.entries(row.seen).flatMap(([where, { words = [], json = [] }]) => (
  [...words.map((want) => ({ where, want, of: (page) => shows(page, want) })),
    ...json.map((want) => ({ where, want: JSON.stringify(want), of: (page) => hasObject(page.json, want) }))]));

async function isSeen(row, name) {
  const wrong = [];
  for (const { where, want, of } of asked(row))
    if (!of(await read(`/${name}${where}`))) wrong.push(`not on ${name}${where}: ${want}`);
  return wrong;
}

// What the row's own acts say to people stands on one of its pages.
async function isSaid(row, name) {
  const own = files.flatMap((file) => file.acts).filter((act) => acts.get(row.row).some((code) => isNamed(act, code)));
  const its = await Promise.all(Object.keys(row.seen).map((where) => read(`/${name}${where}`)));
  return own.flatMap(wordsOf).filter((words) => !its.some((page) => page.lines.join(' ').toLowerCase().includes(words.toLowerCase())))
    .map((words) => `on none of its pages: ${words}`);
}

async function isGone(row, name) {
  const wrong = [];
  for (const { where, want, of } of asked(row))
    if (!(row.stay || []).includes(want) && of(await read(`/${name}${where}`))) wrong.push(`still on ${name}${where}: ${want}`);
  const { files: left, removed } = takeAway(files, removable(row.row));
  const kept = left.flatMap((file) => file.acts).flatMap(wordsOf).join('\n');
  const words = removed.flatMap(wordsOf).filter((said) => !kept.includes(said));
  for (const where of new Set([...everywhere, ...Object.keys(row.seen)])) {
    const page = await read(`/${name}${where}`);
    const text = `${page.lines.join(' ')}\n${textOf(page.json).replaceAll('\n', ' ')}`;
    for (const said of words) if (text.includes(said)) wrong.push(`still said on ${name}${where}: ${said}`);
  }
  return wrong;
}

async function main() {
  const folder = makeFolder(), data = path.join(folder, 'data');
  const checks = [['every row has its acts and its pages', () => (
    [...acts.keys()].filter((row) => !rows.some((one) => one.row === row)).map((row) => `row ${row} is not looked at`))]];
  const must = (name, from) => {
    const { status, said } = play(data, name, from);
    if (status !== 0) throw new Error(`${name} was not played: ${said}`);
  };
  must('wcit-12', example);
  must('another-name', example);
  for (const row of rows) {
    const from = path.join(folder, `row-${row.row}`);
    writeActs(takeAway(files, removable(row.row)).files, from);
    must(`without-${row.row}`, from);
    checks.push([`row ${row.row} is seen`, () => isSeen(row, 'wcit-12')],
      [`row ${row.row} is seen under another name`, () => isSeen(row, 'another-name')],
      [`row ${row.row}: what its acts say stands on its pages`, () => isSaid(row, 'wcit-12')],
      [`row ${row.row} is gone without its acts`, () => isGone(row, `without-${row.row}`)]);
  }
  const headless = path.join(folder, 'headless');
  writeActs(files.map((file) => ({ ...file, acts: file.acts.filter((act) => !isNamed(act, opening)) })), headless);
  const refused = play(data, 'without-opening', headless);
  checks.push(['without the act that opens it there is no conference', async () => {
    const { status } = await server.get('/without-opening');
    return refused.status !== 0 && status === 404 ? [] : [`play ended with ${refused.status}, the page answers ${status}`];
  }]);
  Object.assign(server, await serve(data));
  try {
    await run(checks);
  } finally {
    const { ended, said } = await server.stop();
    if (ended !== 0) throw new Error(`the server ended with ${ended}\n${said}`);
    fs.rmSync(folder, { recursive: true });
  }
}

main().catch((error) => { console.error(error.stack); process.exitCode = 1; });
