// Helps at the organisers' desk: puts a chosen file into the field that is sent, and keeps figures fresh. Without this script a list
// is pasted, and figures are as old as the page.
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

  // Asked for every few seconds while somebody looks; what is asked so does not keep a session open.
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
      part.innerHTML = fresh.innerHTML; // this server's own view
      status.textContent = `${part.dataset.said} ${new Date().toLocaleTimeString()}`;
    } catch {
      status.textContent = part.dataset.lost;
    }
  };
  setInterval(refresh, everyMs);
})();
