// SPDX-License-Identifier: Apache-2.0
// A worker that searches for a number: SHA-256 of the challenge followed by it must begin with enough zero bits.
// SHA-256 is written out here, because a promise per try would cost ten times the hash, and a page without TLS has no SubtleCrypto.
// Takes { challenge, bits }; posts { tried } from time to time, and { nonce } once.
'use strict';
const constants = new Uint32Array(64);
const start = new Uint32Array(8);

// The first 32 bits of the fractional parts of the cube and square roots of the first primes.
(() => {
  let found = 0;
  for (let n = 2; found < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (!prime) continue;
    constants[found] = (Math.cbrt(n) % 1) * 2 ** 32;
    if (found < 8) start[found] = (Math.sqrt(n) % 1) * 2 ** 32;
    found++;
  }
})();

const words = new Uint32Array(64);

// Adds one block, words[0..15], to the state.
function block(state) {
  for (let i = 16; i < 64; i++) {
    const x = words[i - 15];
    const y = words[i - 2];
    const low = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const high = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    words[i] = (words[i - 16] + low + words[i - 7] + high) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const big = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + big + ((e & f) ^ (~e & g)) + constants[i] + words[i]) | 0;
    const small = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (small + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
  }
  state[0] += a; state[1] += b; state[2] += c; state[3] += d; state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}

function sha256(bytes) {
  const state = new Uint32Array(start);
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, bytes.length * 8);
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getUint32(at + 4 * i);
    block(state);
  }
  return state;
}

function zeroBits(state) {
  let bits = 0;
  for (const word of state) {
    bits += Math.clz32(word);
    if (word !== 0) break;
  }
  return bits;
}

const isWorker = typeof WorkerGlobalScope !== 'undefined';
if (isWorker) {
  self.onmessage = ({ data: { challenge, bits } }) => {
    const encoder = new TextEncoder();
    for (let nonce = 0; ; nonce++) {
      if (zeroBits(sha256(encoder.encode(challenge + nonce))) >= bits) {
        self.postMessage({ nonce: String(nonce) });
        return;
      }
      if (nonce % 20000 === 19999) self.postMessage({ tried: nonce + 1 });
    }
  };
} else if (typeof module !== 'undefined') {
  module.exports = { sha256, zeroBits };
}
