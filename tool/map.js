// SPDX-License-Identifier: Apache-2.0
// tool/map.js - prints src/web/page/outlines.def: the outlines of the world for the map of signatures.
//
//   npm ci && node tool/map.js > src/web/page/outlines.def
//
// The data is Natural Earth (public domain), as TopoJSON from npm's world-atlas: outlines at 1:110m; territories too small for an
// outline are dots, from 1:50m. The projection is Equal Earth, so that areas compare. Numbers are ISO 3166-1; 0: no number.
'use strict';

const WIDTH = 1000; // of the drawing; a unit is about 35 km
const LITERAL_MAX = 3900; // C guarantees 4095 characters per literal
const LEFT_OUT = new Set(['010']); // the continent around the South Pole has no members and a fifth of the height

// The arcs of a topology as lines of degrees.
function linesOf(topology) {
  const { scale, translate } = topology.transform;
  return topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
  });
}

function ringOf(lines, indexes) {
  return indexes.flatMap((index, at) => {
    const line = index < 0 ? lines[~index].slice().reverse() : lines[index];
    return at === 0 ? line : line.slice(1);
  });
}

// The part of a ring on one side of a meridian (Sutherland and Hodgman, 1974).
function clip(ring, isIn, meridian) {
  return ring.flatMap((point, at) => {
    const before = ring[(at + ring.length - 1) % ring.length];
    const share = (meridian - before[0]) / (point[0] - before[0]);
    const cut = isIn(point) === isIn(before) ? [] : [[meridian, before[1] + share * (point[1] - before[1])]];
    return isIn(point) ? [...cut, point] : cut;
  });
}

// Splits a ring that crosses the 180th meridian into one at each edge of the map.
function partsOf(ring) {
  let turn = 0;
  const whole = ring.map(([x, y], at) => {
    if (at > 0 && Math.abs(x - ring[at - 1][0]) > 180) turn += x < ring[at - 1][0] ? 360 : -360;
    return [x + turn, y];
  });
  if (whole.every(([x]) => Math.abs(x) <= 180)) return [whole];
  return [-360, 0, 360].map((shift) => whole.map(([x, y]) => [x + shift, y]))
    .map((part) => clip(clip(part, ([x]) => x <= 180, 180), ([x]) => x >= -180, -180))
    .filter((part) => part.length > 3).map((part) => [...part, part[0]]);
}

function ringsOf(lines, shape) {
  const polygons = shape.type === 'Polygon' ? [shape.arcs] : shape.type === 'MultiPolygon' ? shape.arcs : [];
  return polygons.flatMap((polygon) => polygon.flatMap((ring) => partsOf(ringOf(lines, ring))));
}

// Equal Earth: Savric, Patterson, Jenny, 2018.
function project([longitude, latitude]) {
  const [a, b, c, d] = [1.340264, -0.081106, 0.000893, 0.003796];
  const t = Math.asin(Math.sqrt(3) / 2 * Math.sin(latitude * Math.PI / 180));
  const t2 = t * t;
  const t6 = t2 * t2 * t2;
  const x = 2 * Math.sqrt(3) * longitude * Math.PI / 180 * Math.cos(t) /
    (3 * (9 * d * t6 * t2 + 7 * c * t6 + 3 * b * t2 + a));
  const y = t * (d * t6 * t2 + c * t6 + b * t2 + a);
  const unit = WIDTH / (2 * 2.70663);
  return [Math.round(WIDTH / 2 + x * unit), Math.round(1.30 * unit - y * unit)];
}

// "M10 20l3-4...z": whole numbers, each point relative to the one before.
function pathOf(ring) {
  const points = ring.map(project).filter(([x, y], i, all) => i === 0 || x !== all[i - 1][0] || y !== all[i - 1][1]);
  if (points.length < 4) return '';
  const steps = points.slice(1, -1).map(([x, y], i) => {
    const [dx, dy] = [x - points[i][0], y - points[i][1]];
    return `${dx}${dy < 0 ? '' : ' '}${dy}`;
  });
  return `M${points[0][0]} ${points[0][1]}l${steps.join(' ').replace(/ -/g, '-')}z`;
}

function centre(rings) {
  const largest = rings.reduce((a, b) => (b.length > a.length ? b : a));
  const [low, high] = [0, 1].map((axis) => Math.min(...largest.map((p) => p[axis]))).map((value, axis) =>
    [value, Math.max(...largest.map((p) => p[axis]))]);
  return project([(low[0] + low[1]) / 2, (high[0] + high[1]) / 2]);
}

function main() {
  const rows = [];
  const drawn = new Set();
  const coarse = require('world-atlas/countries-110m.json');
  const fine = require('world-atlas/countries-50m.json');
  const number = (shape) => Number(shape.id || 0);
  for (const shape of coarse.objects.countries.geometries.filter((one) => !LEFT_OUT.has(one.id))) {
    let literal = '';
    for (const path of ringsOf(linesOf(coarse), shape).map(pathOf).filter((one) => one !== '')) {
      if (literal.length + path.length > LITERAL_MAX) {
        rows.push(`OUTLINE(${number(shape)}, "${literal}")`);
        literal = '';
      }
      literal += path;
    }
    if (literal === '') continue;
    rows.push(`OUTLINE(${number(shape)}, "${literal}")`);
    drawn.add(shape.id);
  }
  for (const shape of fine.objects.countries.geometries.filter((one) => one.id && !drawn.has(one.id) && !LEFT_OUT.has(one.id)))
    rows.push(`DOT(${number(shape)}, ${centre(ringsOf(linesOf(fine), shape)).join(', ')})`);
  const order = (row) => Number(row.match(/\((\d+)/)[1]) + (row.startsWith('DOT') ? 1e6 : 0);
  rows.sort((a, b) => order(a) - order(b));
  console.log(`/* web/page/outlines.def - outlines of the world's territories, for the map. Made by tool/map.js; change that.
 *
 * Made with Natural Earth (naturalearthdata.com), which is in the public domain, through npm's world-atlas ${
  require('world-atlas/package.json').version} (ISC licence).
 * OUTLINE(number, path)   ISO 3166-1 number, 0: none; a path in a drawing ${WIDTH} units wide, in Equal Earth. A number may repeat.
 * DOT(number, x, y)       of a territory that is too small for an outline */`);
  console.log(rows.join('\n'));
}

main();
