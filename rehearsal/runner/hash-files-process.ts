import { createHash, type Hash } from 'node:crypto';
import { constants, createReadStream, fstatSync, openSync, type Stats, statSync, writeSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { create } from '@actions/glob';
import { ENDLESS } from './hash-files-exit.ts';

// What `hashFiles()` runs: patterns come in, one a line, and the hash of all files below the working directory goes out, in the order in
// which GitHub's own library for patterns finds them.
// https://github.com/actions/runner src/Misc/expressionFunc/hashFiles/src/hashFiles.ts

const workspace = process.cwd();
const globber = await create(await text(process.stdin), { followSymbolicLinks: process.argv.length > 2 });
const all = createHash('sha256');
let found = false;
for await (const file of globber.globGenerator()) {
  if (!file.startsWith(`${workspace}/`) || statSync(file).isDirectory()) continue;
  all.update(await hashed(file));
  found = true;
}
// The library writes what it does to the ordinary output.
if (found) writeSync(3, all.digest('hex'));

async function hashed(file: string): Promise<Buffer> {
  // A pipe is opened without a wait for whoever writes into it.
  const fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  if (isEndless(fstatSync(fd))) process.exit(ENDLESS);
  const hash: Hash = createHash('sha256');
  await pipeline(createReadStream('', { fd }), hash);
  return hash.digest();
}

/** What GitHub's process would read until it is killed for the time that it takes: pipes, and devices but for /dev/null. */
function isEndless(stats: Stats): boolean {
  const isNull = stats.isCharacterDevice() && stats.rdev === statSync('/dev/null').rdev;
  return !stats.isFile() && !isNull;
}
