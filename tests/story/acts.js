// SPDX-License-Identifier: Apache-2.0
// Acts as files that a person writes (examples/README.md), and what is left of them when some are taken away.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..', '..');

// The table of acts says which fields point at things, and which fields an act can do without.
function readTable() {
  const text = fs.readFileSync(path.join(root, 'src/record/acts.def'), 'utf8').replace(/^\/\*[\s\S]*?\*\//, '');
  const names = {}, points = {}, needs = {};
  for (const [, id, name, kind, refers] of text.matchAll(/^FIELD\((\w+), "([^"]+)", (\w+), (\w+),/gm)) {
    names[id] = name;
    if (['CODE', 'SET', 'TARGET'].includes(kind) && refers !== 'NONE') points[name] = kind;
  }
  for (const [, type, body] of text.matchAll(/^ACT\(\w+, "([^"]+)",([\s\S]*?)(?=^ACT\(|^#|^\/\*|$(?![\s\S]))/gm))
    needs[type] = [...body.matchAll(/\b(?:ONE|MANY)\((\w+)\)/g)].map(([, id]) => names[id]);
  return { points, needs };
}
const table = readTable();

// A field is its lines: the first "name: value", then those that begin with a space.
function readAct(block) {
  const lines = block.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const notes = lines.filter((line) => line.startsWith('@'));
  const [first, ...rest] = lines.filter((line) => !line.startsWith('@'));
  if (first === undefined) return null;
  const fields = [];
  for (const line of rest) {
    const at = line.indexOf(': ');
    if (line.startsWith(' ')) fields.at(-1).more.push(line.slice(1));
    else fields.push({ name: line.slice(0, at), value: line.slice(at + 2), more: [] });
  }
  return { type: first.replace('plenary/1 ', ''), notes, fields };
}

function value(act, name) {
  return act.fields.find((field) => field.name === name)?.value;
}

// The files of a folder in the order of their names, each as a list of acts. `before`: what `@last` means.
function readActs(folder) {
  let before = null;
  return fs.readdirSync(folder).filter((name) => name.endsWith('.acts')).sort().map((name) => ({
    name,
    acts: fs.readFileSync(path.join(folder, name), 'utf8').split(/\n\n+/).map(readAct).filter(Boolean)
      .map((act) => { act.before = before; before = act; return act; }),
  }));
}

function writeActs(files, folder) {
  fs.mkdirSync(folder, { recursive: true });
  for (const { name, acts } of files) {
    const text = acts.map(({ type, notes, fields }) => [...notes, `plenary/1 ${type}`,
      ...fields.flatMap((field) => [`${field.name}: ${field.value}`, ...field.more.map((line) => ` ${line}`)])].join('\n'));
    if (acts.length > 0) fs.writeFileSync(path.join(folder, name), `${text.join('\n\n')}\n`);
  }
}

// "R-VETO" is what made that code; "sign@EGY" what a party did, "sign@*" whoever did it.
function isNamed(act, name) {
  const [type, by] = name.split('@');
  return by === undefined ? value(act, 'id') === name : act.type === type && (by === '*' || value(act, 'by') === by);
}

// Whether a code, INSTRUMENT/PROVISION or PROPOSAL:NUMBER names something that is gone.
function isGone(gone, code) {
  return gone.has(code) || gone.has(code.split(/[/:]/)[0]);
}

// An act without what points at nothing; null when it cannot stand without it.
function prune(act, gone) {
  const fields = [];
  for (const field of act.fields) {
    let kept = { ...field };
    if (field.name === 'part') {
      const [provision, ...from] = field.value.split(' ');
      const rest = from.filter((code) => !isGone(gone, code));
      kept.value = [provision, ...(rest.length > 0 || from.length === 0 ? rest : ['not-given'])].join(' ');
    } else if (field.name === 'item') {
      if (field.value.split(' ').some((code) => code.includes(':') && isGone(gone, code))) kept = null;
    } else if (field.name === 'by') {
      if (gone.has(field.value)) return null;
    } else if (table.points[field.name] !== undefined) {
      const rest = field.value.split(' ').filter((code) => !isGone(gone, code));
      if (rest.length === 0) kept = null; else kept.value = rest.join(' ');
    }
    if (kept) fields.push(kept);
  }
  const lost = (name) => act.fields.some((field) => field.name === name) && !fields.some((field) => field.name === name);
  // What is about a thing goes with it, and so do items with their text.
  const must = ['about', ...(table.needs[act.type] || []), ...(act.fields.some(({ name }) => name === 'item') ? ['instrument'] : [])];
  return must.some(lost) ? null : { ...act, fields };
}

// The files without the acts named, and without what then points at nothing. Gives the files and the acts that went.
function takeAway(files, names) {
  const removed = new Set(), gone = new Set();
  for (const name of names) {
    const found = files.flatMap(({ acts }) => acts).filter((act) => isNamed(act, name));
    if (found.length === 0) throw new Error(`no act is ${name}`);
    for (const act of found) removed.add(act);
  }
  for (let before = -1; before !== removed.size;) {
    before = removed.size;
    for (const act of removed) {
      if (value(act, 'id')) gone.add(value(act, 'id'));
      if (act.type === 'provision.add') gone.add(`${value(act, 'instrument')}/${value(act, 'provision')}`);
    }
    for (const act of files.flatMap(({ acts }) => acts)) {
      const index = value(act, 'act');
      const points = index === '@last' ? removed.has(act.before) : index?.startsWith('@') && gone.has(index.slice(1));
      if (points || prune(act, gone) === null) removed.add(act);
    }
  }
  const left = files.map(({ name, acts }) => ({ name, acts: acts.filter((act) => !removed.has(act)).map((act) => prune(act, gone)) }));
  return { files: left, removed: [...removed] };
}

const plain = (text) => text.replace(/\s+/g, ' ').trim();

// What an act says to people: the values that a page shows as they are.
function wordsOf(act) {
  const shown = ['title', 'name', 'mandate', 'terms', 'statement', 'reason', 'question', 'words', 'claimant'];
  return act.fields.filter(({ name }) => shown.includes(name))
    .map((field) => plain([field.value, ...field.more].join(' '))).filter((words) => words.length >= 12);
}

module.exports = { root, readActs, writeActs, takeAway, isNamed, value, wordsOf, plain };
