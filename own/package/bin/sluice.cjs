#!/usr/bin/env node
// Written so that every Node can read it: what is too old is told so in a sentence.
'use strict';
var OLDEST = [22, 19, 0];

/** @param {string} version */
function isOld(version) {
  var parts = version.split('.').map(Number);
  for (var i = 0; i < OLDEST.length; i += 1) {
    if (parts[i] !== OLDEST[i]) return !(parts[i] > OLDEST[i]);
  }
  return false;
}

if (isOld(process.versions.node)) {
  console.error(
    'sluice needs Node ' + OLDEST.join('.') + ' or newer, and this is ' + process.versions.node + ': install a newer one, for example from https://nodejs.org.',
  );
  process.exitCode = 2;
} else {
  require('./start.cjs');
}
