// SPDX-License-Identifier: Apache-2.0
// For the form of a campaign: computes the proof of work while the person writes, shows how much of the text is their own, and copies
// an address. Without this script the form works too; the message is then held for moderation.
(() => {
  'use strict';
  for (const button of document.querySelectorAll('button[data-copy]')) {
    button.hidden = !navigator.clipboard;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.done;
    });
  }

  const form = document.querySelector('form[data-worker]');
  if (!form) return;
  const status = form.querySelector('.work');
  const meter = form.querySelector('.work progress');
  const words = form.querySelector('.work [role="status"]');
  const proof = form.querySelector('input[name="work"]');
  const { challenge } = form.dataset;
  const bits = Number(form.dataset.bits);
  let worker;
  let waiting; // the button pressed before the proof of work was found

  const done = (nonce) => {
    proof.value = nonce;
    meter.value = 1;
    words.textContent = form.dataset.ready;
    if (waiting) form.requestSubmit(waiting);
  };
  const begin = () => {
    if (worker || proof.value !== '' || !challenge || !window.Worker) return;
    worker = new Worker(form.dataset.worker);
    status.hidden = false;
    words.textContent = form.dataset.working;
    worker.onmessage = ({ data }) => {
      if (data.nonce !== undefined) { worker.terminate(); done(data.nonce); return; }
      meter.value = 1 - Math.exp(-data.tried / 2 ** bits); // the probability of having found it by now
    };
    worker.onerror = () => { proof.value = ''; if (waiting) form.submit(); else status.hidden = true; };
    worker.postMessage({ challenge, bits });
  };
  form.addEventListener('focusin', begin);
  form.addEventListener('submit', (event) => {
    begin();
    if (proof.value !== '' || !worker) return;
    event.preventDefault();
    waiting = event.submitter;
    words.textContent = form.dataset.waiting;
  });

  // The share of words that are not in the template.
  const text = form.querySelector('textarea[data-template]');
  const share = form.querySelector('.own output');
  const split = (all) => all.toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
  const update = () => {
    const given = new Set(split(text.dataset.template));
    const all = split(text.value);
    const own = all.filter((word) => !given.has(word)).length;
    share.textContent = all.length === 0 ? '0 %' : `${Math.round((own * 100) / all.length)} %`;
  };
  text.addEventListener('input', update);
  form.querySelector('.own').hidden = false;
  update();
})();
