// SPDX-License-Identifier: Apache-2.0
// A server at its limits: told to stop while acts keep coming on open connections, and with few descriptors.
'use strict';
const { test } = require('node:test');
const assert = require('node:assert');
const net = require('node:net');
const { startDemo } = require('./site.js');

// Posts one act after another on one connection until it ends; gives the statuses.
function submitAll(port, conference) {
  const body = 'plenary/1 nothing\n';
  const request = `POST /${conference}/acts HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n` +
    `Content-Length: ${body.length}\r\n\r\n${body}`;
  return new Promise((resolve) => {
    const statuses = new Set();
    const socket = net.connect(port, '127.0.0.1', () => socket.write(request));
    socket.on('data', (bytes) => {
      const line = /^HTTP\/1\.1 (\d+)/.exec(bytes.toString('latin1'));
      if (line) { statuses.add(Number(line[1])); socket.write(request); }
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(statuses));
  });
}

test('told to stop under load, it answers or closes each connection and ends with 0', async () => {
  for (let round = 0; round < 3; round++) {
    const site = await startDemo();
    const port = Number(new URL(site.address).port);
    const conference = (await (await fetch(`${site.address}/index.json`)).json()).conferences[0].path.slice(1);
    const load = Promise.all(Array.from({ length: 24 }, () => submitAll(port, conference)));
    await new Promise((resolve) => setTimeout(resolve, 500));
    const { ended, said } = await site.stop();
    assert.strictEqual(ended, 0, said);
    assert.doesNotMatch(said, /Sanitizer|runtime error/);
    for (const statuses of await load)
      for (const status of statuses) assert.ok([400, 503].includes(status), String(status));
  }
});

test('more readers follow than it can have: they are told, and pages are answered', async (t) => {
  const site = await startDemo({ descriptors: 256 });
  t.after(site.stop);
  const port = Number(new URL(site.address).port);
  const conference = (await (await fetch(`${site.address}/index.json`)).json()).conferences[0].path.slice(1);
  const sockets = [];
  const follow = () => new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(`GET /${conference}/live HTTP/1.1\r\n` +
      'Host: localhost\r\nConnection: close\r\nAccept: application/json\r\n\r\n'));
    sockets.push(socket);
    socket.once('data', (bytes) => resolve(bytes.toString('latin1')));
    socket.on('error', () => {});
  });
  const answers = [];
  for (let i = 0; i < 120; i++) answers.push(await follow());
  const told = answers.filter((answer) => answer.startsWith('HTTP/1.1 503 '));
  assert.ok(told.length > 0 && told.length < 120, `${told.length} of 120 were told`);
  assert.match(told[0], /\r\nRetry-After: /);
  assert.strictEqual((await fetch(`${site.address}/${conference}`)).status, 200);
  // Told to stop it ends the streams of those who still follow.
  const open = sockets.filter((socket, i) => !answers[i].startsWith('HTTP/1.1 503 '));
  const closed = Promise.all(open.map((socket) => new Promise((resolve) => socket.resume().once('close', resolve))));
  assert.strictEqual((await site.stop()).ended, 0);
  await closed;
});

test('beyond the connections that it can have who comes waits, and is answered once another has left', async (t) => {
  const site = await startDemo({ descriptors: 256 });
  t.after(site.stop);
  const port = Number(new URL(site.address).port);
  const sockets = [];
  const come = () => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'));
    sockets.push(socket.on('error', () => {}));
    return new Promise((resolve) => socket.once('data', resolve));
  };
  t.after(() => { for (const socket of sockets) socket.destroy(); });
  const soon = (promise, ms) => Promise.race([promise.then(() => true), new Promise((resolve) => setTimeout(resolve, ms, false))]);
  // All at once: whichever of its threads they go to.
  const answers = Array.from({ length: 200 }, come);
  let answered = 0;
  for (const answer of answers) answer.then(() => { answered++; });
  await soon(Promise.all(answers), 2000);
  assert.ok(answered >= 100 && answered <= 128, `${answered} of 200 were answered`);
  for (let i = 0; i < 200 && answered < 200; i++) {
    sockets[i].destroy();
    await soon(Promise.all(answers), 20);
  }
  assert.ok(await soon(Promise.all(answers), 10000), `${answered} of 200 were answered in the end`);
});
