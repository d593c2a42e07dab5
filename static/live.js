// SPDX-License-Identifier: Apache-2.0
// Keeps one event stream per page. A new act that concerns the page is added to the list at its top, which screen readers announce
// politely. Without this script every page is complete, but not live.
(() => {
  'use strict';
  const { live, about, acts } = document.body.dataset;
  if (!live || !window.EventSource) return;
  const news = document.querySelector('.news');
  const list = news.querySelector('ol');
  const shownMax = 50;
  let last = Number(acts) - 1;
  let source;
  let wait = 1000;

  const show = (act) => {
    const item = document.createElement('li');
    item.className = 'fresh';
    item.dataset.index = act.index;
    if (act.html) {
      // From a view of this server. The site's policy would not let scripts in it run.
      const parsed = new DOMParser().parseFromString(act.html, 'text/html');
      item.append(...parsed.body.childNodes);
    } else {
      item.textContent = `Act ${act.index}: ${act.type}`;
    }
    list.prepend(item);
    while (list.children.length > shownMax) list.lastElementChild.remove();
    news.hidden = false;
  };

  const open = () => {
    const address = new URL(live, location.href);
    if (about) address.searchParams.set('about', about);
    address.searchParams.set('after', String(last));
    source = new EventSource(address);
    source.addEventListener('open', () => { wait = 1000; document.body.dataset.connected = 'yes'; });
    source.addEventListener('act', (event) => {
      const act = JSON.parse(event.data);
      if (act.index <= last) return;
      last = act.index;
      show(act);
    });
    source.addEventListener('error', () => {
      document.body.dataset.connected = 'no';
      if (source.readyState !== EventSource.CLOSED) return; // the browser reconnects by itself
      setTimeout(open, wait);
      wait = Math.min(wait * 2, 30000);
    });
  };
  if (last >= 0) open();
  window.addEventListener('pagehide', () => source && source.close());
  window.addEventListener('pageshow', (event) => { if (event.persisted) open(); });
})();
