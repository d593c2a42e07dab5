// SPDX-License-Identifier: Apache-2.0
// For the organisers' desk: copies a chosen file into the form's field, and refreshes statistics. Without this script, people paste
// the list and reload the page.
(() => {
  'use strict';
  for (const file of document.querySelectorAll('input[type="file"][data-into]')) {
    const problem = file.closest('form').querySelector('.problem');
    file.parentElement.hidden = false;
    file.addEventListener('change', async () => {
      problem.hidden = true;
      if (file.files.length === 0) return;
      try {
        const bytes = await file.files[0].arrayBuffer();
        document.getElementById(file.dataset.into).value = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      } catch {
        problem.textContent = file.dataset.wrong;
        problem.hidden = false;
      }
    });
  }

  // Requested every few seconds while the page is visible. These requests do not extend the session.
  const part = document.querySelector('[data-fresh]');
  if (!part) return;
  const status = document.querySelector('[data-fresh-status]');
  const everyMs = 5000;
  const refresh = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(`${part.dataset.fresh}?fresh=1`, { redirect: 'error' });
      if (!answer.ok) throw new Error(String(answer.status));
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-fresh]');
      if (fresh.innerHTML === part.innerHTML) return;
      part.innerHTML = fresh.innerHTML; // from a view of this server
      status.textContent = `${part.dataset.said} ${new Date().toLocaleTimeString()}`;
    } catch {
      status.textContent = part.dataset.lost;
    }
  };
  setInterval(refresh, everyMs);
})();
