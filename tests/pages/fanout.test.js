// SPDX-License-Identifier: Apache-2.0
// The worker and the server are killed while acts go out to followers and programs: nothing is lost, and what comes twice is what the
// docs say may come twice, recognisable as the same. Programs are told over TLS, with an authority of the test's own.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert');
const crypto = require('node:crypto');
const { execFileSync, spawn } = require('node:child_process');
const fs = require('node:fs');
const https = require('node:https');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { root, program } = require('./site.js');

const followers = 25;
const kills = 24;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
let folder;
let data;
let sink;
let receiver;
let server;
let address;

const sql = (words) => execFileSync('sqlite3', [path.join(data, 'campaign.db'), '.timeout 10000', words]).toString().trim();

// A relay that takes everything, and keeps it.
function startSink() {
  const mails = [];
  const listener = net.createServer((socket) => {
    let text = '';
    let inData = false;
    let to = '';
    socket.setEncoding('latin1');
    socket.on('error', () => {});
    socket.write('220 sink ESMTP\r\n');
    socket.on('data', (bytes) => {
      text += bytes;
      for (;;) {
        if (inData) {
          const end = text.indexOf('\r\n.\r\n');
          if (end < 0) return;
          const raw = text.slice(0, end);
          text = text.slice(end + 5);
          inData = false;
          mails.push({ to, raw, id: raw.match(/^Message-ID: (\S+)/m)[1] });
          socket.write('250 2.0.0 taken\r\n');
          continue;
        }
        const end = text.indexOf('\r\n');
        if (end < 0) return;
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        if (/^RCPT/i.test(line)) to = line.match(/<(.*)>/)[1];
        inData = /^DATA/i.test(line);
        socket.write(inData ? '354 go on\r\n' : /^QUIT/i.test(line) ? '221 bye\r\n' : '250 fine\r\n');
      }
    });
  });
  return new Promise((resolve) => listener.listen(0, '127.0.0.1', () => resolve({ mails, port: listener.address().port,
    stop: () => listener.close() })));
}

// Who believes nobody but this authority.
function makeCertificates() {
  const run = (...words) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
  const fresh = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  run('req', '-x509', ...fresh, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Test authority');
  run('req', '-x509', ...fresh, '-keyout', 'other.key', '-out', 'other.pem', '-subj', '/CN=Another authority');
  run('req', ...fresh, '-keyout', 'hook.key', '-out', 'hook.csr', '-subj', '/CN=localhost');
  fs.writeFileSync(path.join(folder, 'ext'), 'subjectAltName = DNS:localhost\n');
  run('x509', '-req', '-in', 'hook.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-out', 'hook.pem', '-extfile', 'ext');
}

function startReceiver() {
  const got = { calls: [], secret: '' };
  const listener = https.createServer({ key: fs.readFileSync(path.join(folder, 'hook.key')),
    cert: fs.readFileSync(path.join(folder, 'hook.pem')) }, (request, response) => {
    let body = '';
    request.on('data', (bytes) => { body += bytes; });
    request.on('end', () => {
      const call = JSON.parse(body);
      const key = Buffer.from(got.secret.replace('whsec_', ''), 'base64');
      const sign = (text) => `v1,${crypto.createHmac('sha256', key).update(text).digest('base64')}`;
      const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature } = request.headers;
      got.calls.push({ ...call, id, genuine: sign(`${id}.${time}.${body}`) === signature });
      response.end(call.type === 'challenge' ? sign(call.challenge) : '');
    });
  });
  listener.on('tlsClientError', () => { got.refused = (got.refused || 0) + 1; });
  return new Promise((resolve) => listener.listen(0, '127.0.0.1', () => resolve(Object.assign(got, {
    url: `https://localhost:${listener.address().port}/hook`, stop: () => listener.close() }))));
}

async function serve() {
  server = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const child = server;
  child.ended = new Promise((resolve) => child.on('close', resolve));
  let said = '';
  child.stdout.on('data', (bytes) => { said += bytes; });
  child.stderr.on('data', (bytes) => { said += bytes; });
  for (const deadline = Date.now() + 60000; !/http:\/\/\S+/.test(said); await pause(20))
    if (Date.now() > deadline) throw new Error(`the server does not start: ${said}`);
  address = said.match(/http:\/\/\S+?(?=\/?\s)/)[0].replace(/\/$/, '');
}

// The worker, until nothing is due or it is killed.
function worker(authority = 'ca.pem') {
  const child = spawn(program, ['mail', '--data', data, '--relay', `smtp://127.0.0.1:${sink.port}`, '--host', 'site.example',
    '--site', 'http://site.example', '--near', '--hooks-ca', path.join(folder, authority), '--connections', '2'], { stdio: 'ignore' });
  child.ended = new Promise((resolve) => child.on('close', resolve));
  return child;
}

async function end(child, signal) {
  child.kill(signal);
  await child.ended;
}

const post = (where, fields) => fetch(address + where, { method: 'POST', redirect: 'manual',
  headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields) });

let made = 0;
function report() {
  made += 1;
  execFileSync(program, ['act', '--url', `${address}/wcit-12`, '--key', path.join(data, 'keys', 'wcit-12', 'watch'), 'report',
    `id=R-FAN-${made}`, `statement=Fan-out number ${made}.`], { stdio: 'pipe' });
}

before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plenary-fanout-'));
  data = path.join(folder, 'data');
  execFileSync(program, ['play', '--data', data, '--name', 'localhost', path.join(root, 'examples', 'wcit-12')], { stdio: 'pipe' });
  makeCertificates();
  sink = await startSink();
  receiver = await startReceiver();
  await serve();
});

after(async () => {
  if (server) await end(server, 'SIGKILL');
  if (sink) sink.stop();
  if (receiver) receiver.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

const upTo = (count) => [...Array(count).keys()];

// What is in the sink's mails of each act, to one address: the Message-IDs that carried it.
function carriers(to, number) {
  const words = new RegExp(`Fan-out number ${number}\\.`);
  return sink.mails.filter((mail) => mail.to === to && words.test(mail.raw)).map((mail) => mail.id);
}

test('who shows a certificate of another authority is not told', async () => {
  // The form takes no address on this machine; the test puts it in afterwards.
  const made = await post('/wcit-12/hooks', { topic: 'kind:report', url: 'https://program.example/hook' });
  assert.strictEqual(made.status, 303);
  const link = made.headers.get('location');
  receiver.secret = (await (await fetch(`${address}${link}.json`)).json()).secret;
  sql(`UPDATE webhook SET url = '${receiver.url}'`);
  let child = worker('other.pem');
  for (const deadline = Date.now() + 20000; sql('SELECT max(attempts) FROM webhook') === '0' && Date.now() < deadline;) await pause(50);
  await end(child, 'SIGTERM');
  assert.strictEqual(receiver.calls.length, 0);
  assert.match(sql('SELECT reply FROM webhook'), /certificate/i);
  sql('UPDATE webhook SET due_at = 0, attempts = 0');
  child = worker();
  for (const deadline = Date.now() + 20000; sql('SELECT state FROM webhook') !== 'following' && Date.now() < deadline;) await pause(50);
  await end(child, 'SIGTERM');
  assert.strictEqual(sql('SELECT state FROM webhook'), 'following');
});

test('killed again and again while acts go out, each follower and each program is told of every one', async () => {
  for (let i = 0; i < followers; i++)
    assert.strictEqual((await post('/wcit-12/follow', { topic: 'kind:report', pace: 'once', email: `f${i}@people.example` })).status, 303);
  let child = worker();
  for (const deadline = Date.now() + 60000; sink.mails.length < followers && Date.now() < deadline;) await pause(50);
  await end(child, 'SIGTERM');
  for (const mail of [...sink.mails]) {
    const [link] = mail.raw.replace(/=\r\n/g, '').match(/\/follow\/[\w-]{43}/);
    assert.strictEqual((await post(link, { action: 'confirm' })).status, 303);
  }
  let inside = 0;
  for (let kill = 0; kill < kills; kill++) {
    child = worker();
    report();
    if (kill % 4 === 3) { // the server too, with an act that it has acknowledged and not yet told of
      await end(server, 'SIGKILL');
      await serve();
    }
    await pause(30);
    sql('UPDATE notice SET at = at - 100'); // a minute has gone by
    // In the middle: so many of the mails of this act have gone. Every third kill falls wherever it falls.
    const count = () => upTo(followers).filter((i) => carriers(`f${i}@people.example`, made).length > 0).length;
    const some = 1 + Math.floor(Math.random() * (followers - 5));
    const deadline = Date.now() + (kill % 3 === 2 ? Math.random() * 500 : 5000);
    while (count() < some && Date.now() < deadline) await pause(2);
    await end(child, 'SIGKILL');
    inside += count() > 0 && count() < followers ? 1 : 0;
    sql('UPDATE webhook SET due_at = min(due_at, strftime(\'%s\'))');
  }
  child = worker();
  const all = () => upTo(followers).every((i) => upTo(made).every((j) => carriers(`f${i}@people.example`, j + 1).length > 0));
  const told = () => new Set(receiver.calls.flatMap((call) => (call.acts || []).map((act) => act.index)));
  for (const deadline = Date.now() + 60000; (!all() || told().size < made) && Date.now() < deadline; await pause(200))
    sql('UPDATE notice SET at = at - 100; UPDATE webhook SET due_at = 0; UPDATE mail SET due_at = 0 WHERE state = \'deferred\'');
  await pause(500);
  await end(child, 'SIGTERM');

  const again = new Set(JSON.parse(execFileSync(program, ['mail', '--data', data, '--json', 'status'])).again
    .map((id) => sql(`SELECT message_id FROM mail WHERE id = ${id}`)));
  let twice = 0;
  for (let i = 0; i < followers; i++)
    for (let number = 1; number <= made; number++) {
      const ids = carriers(`f${i}@people.example`, number);
      assert.strictEqual(new Set(ids).size, 1, `act ${number} is in ${ids.length} mails to follower ${i}: ${ids}`);
      if (ids.length === 1) continue;
      twice += 1;
      assert.ok([...again].some((id) => ids[0].includes(id)), `${ids[0]} came twice and is not listed`);
    }
  // Programs: all, in order, signed; what comes again has its index, and the same identifier when it is the same call.
  const calls = receiver.calls.filter((call) => call.type === 'acts');
  assert.ok(calls.every((call) => call.genuine));
  const first = [...told()];
  assert.deepStrictEqual(first, [...first].sort((a, b) => a - b), 'in the order of the record');
  assert.strictEqual(first.length, made);
  for (const call of calls)
    for (const other of calls)
      if (call.acts[0].index === other.acts[0].index) assert.strictEqual(call.id, other.id);
  assert.ok(inside >= kills / 4, `only ${inside} kills fell into the middle of a fan-out`);
  console.log(`# ${kills} kills of the worker, ${inside} of them amid the mails of an act, ${kills / 4} of the server, ${made} acts, ${followers} followers; ${twice} came twice, listed`);
});
