// SPDX-License-Identifier: Apache-2.0
// Whether an answer is what /openapi.json says of its address: nothing is missing, nothing is there that it does not name.
'use strict';
const assert = require('node:assert');
const Ajv = require('ajv/dist/2020.js');
const formats = require('ajv-formats');

// A field that no view describes must be found: for the test each object is closed.
function close(schema) {
  if (schema === null || typeof schema !== 'object') return;
  if (schema.properties) schema.additionalProperties = false;
  Object.values(schema).forEach(close);
}

const known = new Map();
async function read(address) {
  const document = await (await fetch(`${address}/openapi.json`)).json();
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats(ajv);
  const schemas = structuredClone(document.components.schemas);
  for (const [name, schema] of Object.entries(schemas)) if (name !== 'refusal') close(schema);
  ajv.addSchema({ $id: 'api', components: { schemas } });
  const paths = Object.keys(document.paths).sort().map((path) => ({ path, fits: new RegExp(`^${path.replace(/\./g, '\\.')
    .replace(/\{\w+\}/g, '[^/]+')}$`) }));
  return { document, ajv, paths };
}

function about(address) {
  if (!known.has(address)) known.set(address, read(address));
  return known.get(address);
}

// The path of the document that an address fits, the most literal first.
async function pathOf(address, where) {
  const { paths } = await about(address);
  const fitting = paths.filter(({ fits }) => fits.test(where.split('?')[0])).map(({ path }) => path);
  return fitting.sort((a, b) => a.split('{').length - b.split('{').length)[0];
}

async function conforms(address, where, data) {
  const { document, ajv } = await about(address);
  const path = await pathOf(address, where);
  assert.ok(path, `/openapi.json has no path for ${where}`);
  const reference = document.paths[path].get.responses[200].content['application/json'].schema.$ref;
  const check = ajv.getSchema(`api${reference}`);
  if (!check(data)) assert.fail(`${where} is not what /openapi.json says of ${path}: ${ajv.errorsText(check.errors.slice(0, 5))}`);
}

module.exports = { about, pathOf, conforms };
