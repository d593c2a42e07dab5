// SPDX-License-Identifier: Apache-2.0
// Takes a picture of each page, whole, at the width of a desk and of a phone; of the first also in the dark.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { root, startDemo, openBrowser, pages } = require('./site.js');

const folder = path.join(root, 'build', 'look');
const widths = [1280, 390];

// "/hall/text/statutes" becomes "hall_text_statutes".
function nameOf(page) {
  return page.replace(/^\/+|\/+$/g, '').replace(/[^A-Za-z0-9.-]+/g, '_') || 'first';
}

async function picture(browser, address, page, width, colorScheme, name) {
  const phone = width < 600;
  const context = await browser.newContext({ viewport: { width, height: phone ? 844 : 800 }, colorScheme,
    isMobile: phone, deviceScaleFactor: phone ? 2 : 1 });
  const tab = await context.newPage();
  const response = await tab.goto(address + page, { waitUntil: 'load' });
  const file = path.join(folder, `${name}.png`);
  await tab.screenshot({ path: file, fullPage: true });
  if (response.status() !== 200) process.exitCode = 1;
  console.log(`${response.status()}  ${page}  ${path.relative(root, file)}`);
  await context.close();
}

async function main() {
  const list = process.argv.length > 2 ? process.argv.slice(2) : pages();
  fs.mkdirSync(folder, { recursive: true });
  const site = await startDemo();
  const browser = await openBrowser();
  try {
    for (const [index, page] of list.entries()) {
      for (const width of widths) {
        await picture(browser, site.address, page, width, 'light', `${nameOf(page)}_${width}`);
        if (index === 0) await picture(browser, site.address, page, width, 'dark', `${nameOf(page)}_${width}_dark`);
      }
    }
  } finally {
    await browser.close();
    await site.stop();
  }
}

main().catch((error) => { console.error(String(error)); process.exitCode = 1; });
