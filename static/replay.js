// SPDX-License-Identifier: Apache-2.0
// Plays the acts of a part of the record one after another. Without this script they are a list.
(() => {
  'use strict';
  const panel = document.querySelector('.replay');
  const acts = [...document.querySelectorAll('.replayed > li')];
  if (!panel || acts.length === 0) return;
  const go = panel.querySelector('.replay-go');
  const pace = panel.querySelector('.replay-pace');
  const progress = panel.querySelector('.replay-progress');
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  let shown = 0;
  let timer = 0;

  const update = () => {
    acts.forEach((act, index) => { act.hidden = index >= shown; });
    progress.value = shown;
    go.textContent = timer ? 'Pause' : shown >= acts.length ? 'Again' : shown === 0 ? 'Start' : 'Go on';
  };
  const stop = () => { clearTimeout(timer); timer = 0; update(); };
  const next = () => {
    shown += 1;
    if (shown >= acts.length) { stop(); return; }
    timer = setTimeout(next, Number(acts[shown].dataset.pause) * Number(pace.value));
    update();
    acts[shown - 1].scrollIntoView({ block: 'nearest', behavior: still ? 'auto' : 'smooth' });
  };
  go.addEventListener('click', () => {
    if (timer) { stop(); return; }
    if (shown >= acts.length) shown = 0;
    next();
  });
  panel.querySelector('.replay-all').addEventListener('click', () => { shown = acts.length; stop(); });
  panel.hidden = false;
  update();
})();
