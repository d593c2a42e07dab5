// SPDX-License-Identifier: Apache-2.0
// What comes over HTTP and is no good is refused with a clear reason, and the server goes on.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert');
const net = require('node:net');
const { startDemo } = require('./site.js');

let site;
let port;
let conference;
let acts; // how many the conference had

const count = async () => (await (await fetch(`${site.address}/${conference}.json`)).json()).record_size;

before(async () => {
  site = await startDemo();
  port = Number(new URL(site.address).port);
  conference = (await (await fetch(`${site.address}/index.json`)).json()).conferences[0].path.slice(1);
  acts = await count();
});

after(async () => {
  if (!site) return;
  assert.strictEqual(await count(), acts, 'something of this was taken');
  const { said } = await site.stop();
  assert.doesNotMatch(said, /Sanitizer|runtime error/);
});

// Sends bytes as they are and gives the whole answer; `wait` is how long it may take.
function raw(bytes, { wait = 5000, keepOpen = false } = {}) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1');
    let answer = '';
    const began = Date.now();
    const late = setTimeout(() => { socket.destroy(); reject(new Error(`no answer after ${wait} ms: ${answer}`)); }, wait);
    const end = () => { clearTimeout(late); resolve({ status: Number(answer.slice(9, 12)), answer, ms: Date.now() - began }); };
    socket.on('connect', () => socket.write(bytes));
    socket.on('data', (more) => {
      answer += more.toString('latin1');
      if (!keepOpen && answer.includes('\r\n\r\n')) socket.end();
    });
    socket.on('close', end);
    socket.on('error', () => {});
  });
}
const get = (target, headers = '') => raw(`GET ${target} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`);
const post = (body, type = 'text/plain; charset=utf-8', accept = 'application/json') =>
  fetch(`${site.address}/${conference}/acts`, { method: 'POST', body, headers: { 'Content-Type': type, Accept: accept } });

test('bad percent-encoding is 400', async () => {
  for (const target of ['/%', '/%zz', '/a%4', '/%00', '/a%00b', '/%ff', '/%c3%28', '/?a=%', '/?%zz=1', '/%0d%0aSet-Cookie:x'])
    assert.strictEqual((await get(target)).status, 400, target);
});

test('climbing out of a path is 400', async () => {
  for (const target of ['/../etc/passwd', '/static/../../etc/passwd', '/static/%2e%2e/%2e%2e/etc/passwd',
    '/static/..%2f..%2fetc%2fpasswd', '/static/..%5c..%5cetc', '//etc/passwd', `/${conference}/log/tile/../../checkpoint`])
    assert.strictEqual((await get(target)).status, 400, target);
});

test('the refusal says what is wrong and how to mend it, as text, JSON and page', async () => {
  const text = await (await fetch(`${site.address}/${conference}/nothing-here`)).text();
  assert.match(text, /there is no page \/.*\/nothing-here; begin at the first page/);
  const json = await (await fetch(`${site.address}/${conference}/nothing-here`, { headers: { Accept: 'application/json' } })).json();
  assert.strictEqual(json.fault, 'page-unknown');
  assert.ok(json.reason && json.mending && json.source);
  const page = await fetch(`${site.address}/<script>`, { headers: { Accept: 'text/html' } });
  assert.strictEqual(page.status, 404);
  assert.ok(!(await page.text()).includes('<script>'));
});

test('headers that are too large are 431, a line that is too long 414', async () => {
  assert.strictEqual((await get('/', `X: ${'a'.repeat(40000)}\r\n`)).status, 431);
  assert.strictEqual((await get('/', 'X: a\r\n'.repeat(9000))).status, 431);
  assert.ok([414, 431].includes((await get(`/${'a'.repeat(40000)}`)).status));
});

test('a request without a Host, or with another method, is told so', async () => {
  assert.strictEqual((await raw('GET / HTTP/1.1\r\n\r\n')).status, 400);
  const response = await fetch(`${site.address}/${conference}/record`, { method: 'DELETE' });
  assert.strictEqual(response.status, 405);
  assert.strictEqual(response.headers.get('allow'), 'GET, HEAD');
  assert.strictEqual((await fetch(`${site.address}/${conference}/acts`)).headers.get('allow'), 'POST');
  const head = await fetch(`${site.address}/${conference}`, { method: 'HEAD' });
  assert.strictEqual(head.status, 200);
  assert.strictEqual(await head.text(), '');
});

test('a question after the head of a live stream is answered', async () => {
  const both = await raw(`HEAD /${conference}/live HTTP/1.1\r\nHost: localhost\r\n\r\n` +
    'GET /robots.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', { keepOpen: true });
  assert.match(both.answer, /^HTTP\/1\.1 200 OK\r\n(?:[^\r]+\r\n)+\r\nHTTP\/1\.1 200 OK\r\n/);
  assert.match(both.answer, /text\/event-stream[^]*User-agent/);
});

test('a body that is too long is 413, before it is sent', async () => {
  const endless = await raw(`POST /${conference}/acts HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n` +
    'Content-Length: 9223372036854775807\r\n\r\n');
  assert.strictEqual(endless.status, 413);
  const early = await raw(`POST /${conference}/acts HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n` +
    'Content-Length: 99999999\r\n\r\n');
  assert.strictEqual(early.status, 413);
  assert.strictEqual((await post('a'.repeat(65536))).status, 413);
  const piece = `8000\r\n${'a'.repeat(32768)}\r\n`;
  const chunked = await raw(`POST /${conference}/acts HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n` +
    `Transfer-Encoding: chunked\r\n\r\n${piece.repeat(4)}0\r\n\r\n`);
  assert.strictEqual(chunked.status, 413);
});

test('a body sent to an address that ends in a slash is refused, and the server goes on', async () => {
  const { status } = await raw(`POST /${conference}/acts/ HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 3\r\n\r\nabc`);
  assert.strictEqual(status, 413);
});

test('another type of content is 415', async () => {
  for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain; charset=utf-16', 'text/plainish'])
    assert.strictEqual((await post('plenary/1 statement\n', type)).status, 415, type);
});

test('what is no act is 400, with its line', async () => {
  const bad = { '': 1, 'hello\n': 1, 'plenary/1 nothing\n': 1, 'plenary/1 statement\nby: A\u202eB\n': 2, 'plenary/1 statement\n\0\n': 2 };
  for (const [body, line] of Object.entries(bad)) {
    const response = await post(body);
    const said = await response.json();
    assert.strictEqual(response.status, 400, body);
    assert.ok(said.reason && said.mending, JSON.stringify(said));
    assert.ok(said.line === undefined || said.line >= line, JSON.stringify(said));
  }
  const invalid = await fetch(`${site.address}/${conference}/acts`, { method: 'POST',
    body: Buffer.from([0x70, 0xff, 0x0a]), headers: { 'Content-Type': 'text/plain' } });
  assert.strictEqual(invalid.status, 400);
  assert.match(await invalid.text(), /;/);
});

test('the same bytes again get the old answer; the same text with another signature 409', async () => {
  const index = acts - 1;
  const bytes = Buffer.from(await (await fetch(`${site.address}/${conference}/acts/${index}/text`)).arrayBuffer());
  const again = await post(bytes);
  assert.strictEqual(again.status, 200);
  const said = await again.json();
  assert.strictEqual(said.index, index);
  assert.match(said.proof, /^c2sp\.org\/tlog-proof@v1\n/);
  assert.strictEqual(said.proof, await (await fetch(`${site.address}/${conference}/log/proof/${index}`)).text());
  assert.match(said.checkpoint, new RegExp(`\\n${acts}\\n`));
  assert.strictEqual(again.headers.get('location'), `/${conference}/acts/${index}`);
  const asText = await (await post(bytes, 'text/plain', 'text/plain')).text();
  assert.match(asText, new RegExp(`^index ${index}\\n`));
  const text = bytes.toString();
  const at = text.lastIndexOf(' ') + 20;
  const changed = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
  const other = await post(changed);
  assert.ok([403, 409].includes(other.status), String(other.status));
});

test('an act for another record is refused', async () => {
  const text = (await (await fetch(`${site.address}/${conference}/acts/${acts - 1}/text`)).text());
  const moved = text.replace(`/${conference}\n`, '/another\n').replace(`/${conference}/`, '/another/');
  const response = await post(moved);
  assert.ok(response.status === 403 || response.status === 422, `${response.status} ${await response.text()}`);
});

test('the log is served as the specifications say, and what is not there is not kept', async () => {
  const base = `${site.address}/${conference}/log`;
  const checkpoint = await fetch(`${base}/checkpoint`);
  assert.strictEqual(checkpoint.headers.get('content-type'), 'text/plain; charset=utf-8');
  assert.strictEqual(checkpoint.headers.get('cache-control'), 'no-store');
  const tile = await fetch(`${base}/tile/0/000.p/1`);
  assert.strictEqual(tile.status, 200);
  assert.strictEqual(tile.headers.get('content-type'), 'application/octet-stream');
  assert.match(tile.headers.get('cache-control'), /immutable/);
  assert.strictEqual(tile.headers.get('access-control-allow-origin'), '*');
  assert.strictEqual((await tile.arrayBuffer()).byteLength, 32);
  for (const path of ['tile/0/x999/999', 'tile/0/000.p/0', 'tile/0/000.p/256', 'tile/64/000', 'tile/0/0', 'tile/0/0000',
    'tile/00/000', 'tile/0/000.p/01', 'tile/data/000', 'tile/0/000/', 'tile/0', 'nothing']) {
    const missing = await fetch(`${base}/${path}`, { redirect: 'manual' });
    assert.ok([404, 308].includes(missing.status), `${path}: ${missing.status}`);
    assert.ok(!/max-age|immutable/.test(missing.headers.get('cache-control') || ''), path);
  }
});

test('every answer carries the strict policy', async () => {
  for (const path of ['/', `/${conference}`, '/nothing', `/${conference}/log/checkpoint`, '/words']) {
    const { headers } = await fetch(site.address + path);
    assert.match(headers.get('content-security-policy'), /^default-src 'none'/);
    assert.doesNotMatch(headers.get('content-security-policy'), /unsafe|\*|https?:/);
    assert.strictEqual(headers.get('x-content-type-options'), 'nosniff');
    assert.strictEqual(headers.get('referrer-policy'), 'no-referrer');
  }
});

test('who sends too slowly is cut, and holds up nobody', async () => {
  const slow = (first) => new Promise((resolve) => {
    const began = Date.now();
    const socket = net.connect(port, '127.0.0.1', () => socket.write(first));
    const drip = setInterval(() => socket.write('a'), 1000);
    socket.on('error', () => {});
    socket.on('close', () => { clearInterval(drip); cut++; resolve(Date.now() - began); });
  });
  let cut = 0;
  const all = Promise.all([slow('GET / HTTP/1.1\r\nHost: localhost\r\nX: '), slow(''),
    slow('GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HTTP/1.1\r\nHost: localhost\r\nX: '), // only its second request
    slow(`POST /${conference}/acts HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 60000\r\n\r\n`)]);
  // A client that is slowed down waits each time. On a busy machine one answer in five is soon.
  const waited = [];
  for (let i = 0; i < 5; i++) {
    const began = Date.now();
    assert.strictEqual((await fetch(`${site.address}/`)).status, 200);
    waited.push(Date.now() - began);
  }
  assert.strictEqual(cut, 0, 'all are answered while the slow ones still send');
  assert.ok(Math.min(...waited) < 1000, `${waited} ms`);
  for (const ms of await all) assert.ok(ms < 40000, `${ms} ms`);
});
