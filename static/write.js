// Helps at the form of a campaign: does the small calculation that it asks for while the person writes, shows how much of the
// text is the person's own, and copies an address. Without this script the form works, and a person looks at the message first.
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
  let waiting; // the button that was pressed before the calculation was done

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
      meter.value = 1 - Math.exp(-data.tried / 2 ** bits); // how likely it is to have ended by now
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

  // How many of the words are not the template's.
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
