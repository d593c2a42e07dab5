// SPDX-License-Identifier: Apache-2.0
// What the tests of the pages and script/look share: the demo on a free port, a browser that reaches nothing else, and what
// axe-core finds on a page.
'use strict';
const assert = require('node:assert');
const { execFileSync, spawn } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { chromium } = require('playwright-core');

const root = path.join(__dirname, '..', '..');
const program = process.env.PLENARY || path.join(root, 'build', 'plenary');

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().on('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

// Replays the example and serves it; gives its address once it answers, and what stops it. `descriptors` is how many
// files and connections the system lets it have.
function startDemo({ seconds = 60, descriptors = 0 } = {}) {
  return start(fs.mkdtempSync(path.join(os.tmpdir(), 'plenary-pages-')), ['demo', '--speed', '0'], seconds, { descriptors });
}

// Serves an example without the acts for which `keep(text of the act, its place)` is false, and with `more` acts at its end.
async function startPart(conference, keep, more = '') {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'plenary-pages-'));
  const folder = path.join(data, conference);
  const source = path.join(root, 'examples', conference);
  let place = 0;
  fs.mkdirSync(folder);
  for (const file of fs.readdirSync(source).filter((name) => name.endsWith('.acts')).sort()) {
    const acts = fs.readFileSync(path.join(source, file), 'utf8').split(/\n\n(?=plenary\/1 |#|@)/)
      .filter((act) => !act.includes('plenary/1 ') || keep(act, place++));
    fs.writeFileSync(path.join(folder, file), `${acts.join('\n\n').trimEnd()}\n`);
  }
  if (more !== '') fs.writeFileSync(path.join(folder, '99-more.acts'), more);
  execFileSync(program, ['play', '--data', path.join(data, 'site'), '--name', 'localhost', folder], { stdio: 'pipe' });
  return start(data, ['serve'], 60, { site: path.join(data, 'site') });
}

async function start(data, command, seconds, { site = data, descriptors = 0 } = {}) {
  const port = await freePort();
  const words = [program, ...command, '--data', site, '--listen', `127.0.0.1:${port}`];
  if (descriptors > 0) words.unshift('sh', '-c', 'ulimit -n "$0"; exec "$@"', String(descriptors));
  const child = spawn(words[0], words.slice(1), { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let ended = null;
  child.stdout.on('data', (bytes) => { said += bytes; });
  child.stderr.on('data', (bytes) => { said += bytes; });
  const end = new Promise((resolve) => child.on('close', (code, signal) => { ended = signal || code; resolve(); }));
  child.on('error', (error) => { said += error; ended = 'error'; });
  const stop = async () => {
    if (ended === null) { child.kill('SIGTERM'); await end; }
    fs.rmSync(data, { recursive: true, force: true });
    return { ended, said };
  };
  const address = `http://localhost:${port}`;
  for (const deadline = Date.now() + seconds * 1000; ;) {
    try {
      await fetch(`${address}/`);
      return { address, stop, data, said: () => said };
    } catch (error) {
      if (ended !== null || Date.now() > deadline) {
        await stop();
        throw new Error(`the demo did not answer at ${address} (${ended ?? 'no answer in time'})\n${said}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

// Names other than localhost do not resolve: a page that asks a third party for anything fails.
function openBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'] });
}

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// What axe-core finds wrong on a page, a line for each rule: which, and where. Only this leaves the page: to describe each
// element that is right takes longer than to check it.
async function barriers(page) {
  await page.evaluate(axe);
  const { passed, wrong } = await page.evaluate(async (values) => {
    const result = await window.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
    return { passed: result.passes.length, wrong: result.violations.map((rule) =>
      `${rule.id}: ${rule.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ')}`) };
  }, rules);
  assert.ok(passed > 0, 'axe-core looked at nothing');
  return wrong;
}

async function isAccessible(page, name) {
  assert.deepStrictEqual(await barriers(page), [], name);
}

// The paths of pages.txt, one a line, and each page whose address has no code in it, of the large example.
function pages() {
  const listed = fs.readFileSync(path.join(__dirname, 'pages.txt'), 'utf8').split('\n').map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const views = path.join(root, 'views');
  const routes = fs.readdirSync(views).flatMap((view) =>
    /^\{@route (\S+)/m.exec(fs.readFileSync(path.join(views, view), 'utf8'))?.[1] ?? [])
    .map((route) => route.replace('{conference}', 'wcit-12')).filter((route) => !route.includes('{'));
  return [...new Set([...listed, ...routes])];
}

module.exports = { root, program, startDemo, startPart, openBrowser, barriers, isAccessible, pages };
