// SPDX-License-Identifier: Apache-2.0
// The program as a reader meets it: conferences that were played, served over HTTP, and what stands on their pages.
'use strict';
const { spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { root, plain } = require('./acts.js');

const program = process.env.PLENARY || path.join(root, 'build', 'plenary');

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().on('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function makeFolder() {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'plenary-story-'));
}

// Plays a folder of acts into a data directory, under a name; gives the exit status and what was said.
function play(data, name, folder) {
  const run = spawnSync(program, ['play', '--data', data, '--name', 'localhost', '--conference', name, folder], { encoding: 'utf8' });
  return { status: run.status, said: `${run.stdout}${run.stderr}` };
}

// Serves a data directory; `get` asks for a path, `stop` ends the server and gives its status and what it said.
async function serve(data) {
  const address = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(program, ['serve', '--data', data, '--listen', address.slice(7)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '', ended = null;
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => { said += bytes; });
  const end = new Promise((resolve) => child.on('close', (code, signal) => { ended = code ?? signal; resolve(); }));
  const stop = async () => {
    if (ended === null) child.kill('SIGTERM');
    await end;
    return { ended, said };
  };
  const get = async (where) => {
    const answer = await fetch(address + where);
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
  };
  for (const deadline = Date.now() + 60000; ;) {
    try {
      await get('/');
      return { get, stop };
    } catch (error) {
      if (ended !== null || Date.now() > deadline) throw new Error(`no server: ${(await stop()).said}`);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
}

const named = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

// The lines that a reader sees: a block of the page is a line, cells of a row stand in one.
function linesOf(html) {
  return html.replace(/<head[\s\S]*?<\/head>|<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>|<!--[\s\S]*?-->/g, '')
    .replace(/\s+/g, ' ')
    .replace(/<\/?(?:p|div|section|article|header|footer|main|nav|aside|[ou]l|li|table|tr|h[1-6]|dl|figure|figcaption|details|summary|form|fieldset|blockquote|br|pre)\b[^>]*>/g, '\n')
    .replace(/<dt\b[^>]*>/g, '\n').replace(/<\/?(?:t[dh]|d[td]|text|tspan|option|label|button)\b[^>]*>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g,
      (all, ten, hex, name) => (name ? named[name] ?? all : String.fromCodePoint(ten ? Number(ten) : parseInt(hex, 16))))
    .split('\n').map(plain).filter((line) => line !== '');
}

// What is left when the frame around every page is taken off: its lines of words.
function bodyOf(html) {
  return html.replace(/^[\s\S]*?<main\b/, '<main').replace(/<\/main>[\s\S]*$/, '');
}

// "Egypt … disowned": the words stand on one line in that order, with anything between.
function pattern(words) {
  return new RegExp(words.split(/\s*…\s*/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*'));
}

// Whether somewhere in a value of JSON an object has these members.
function hasObject(value, wanted) {
  if (value === null || typeof value !== 'object') return false;
  const fits = !Array.isArray(value) && Object.entries(wanted).every(([name, want]) => (
    typeof want === 'string' && typeof value[name] === 'string' ? pattern(want).test(plain(value[name]))
      : typeof want === 'string' && Array.isArray(value[name]) ? value[name].some((one) => typeof one === 'string' && pattern(want).test(one))
        : want !== null && typeof want === 'object' ? hasObject(value[name], want) || hasObject([value[name]], want)
        : value[name] === want));
  return fits || Object.values(value).some((inner) => hasObject(inner, wanted));
}

// All words in a value of JSON.
function textOf(value) {
  if (value === null || typeof value !== 'object') return plain(String(value));
  return Object.values(value).map(textOf).join('\n');
}

// The names that an object of a JSON text has twice: what JSON.parse would hide.
function doubled(text) {
  const open = [], twice = new Set();
  let name = null;
  for (const [token, string] of text.matchAll(/"((?:[^"\\]|\\.)*)"|[{}[\],:]/g)) {
    if (string !== undefined) name = string;
    else if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') { if (open.at(-1).has(name)) twice.add(name); open.at(-1).add(name); }
  }
  return [...twice];
}

module.exports = { makeFolder, play, serve, linesOf, bodyOf, pattern, hasObject, textOf, doubled };
