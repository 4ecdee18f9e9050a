import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/** `npm run test:slow` and `npm run fuzz`: tests that take long, and every property with a fresh seed, which is printed so that the same
 *  cases can be played again. `--properties` leaves the long ones out, `--sequences N` plays so many sequences of rollouts; what else is given goes to jest. */
const { values, positionals } = parseArgs({
  options: {
    seed: { type: 'string' },
    sequences: { type: 'string' },
    testNamePattern: { type: 'string', short: 't' },
    properties: { type: 'boolean' },
    json: { type: 'boolean' },
    outputFile: { type: 'string' },
  },
  allowPositionals: true,
});
const seed = values.seed ?? process.env['SLUICE_PROPERTY_SEED'] ?? String(randomInt(2 ** 31));
const root = join(import.meta.dirname, '..');
console.log(`Properties are tried with the seed ${seed}; to replay: npm run fuzz -- --seed ${seed}`);
const { status } = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--no-warnings',
    join(root, 'node_modules/jest/bin/jest.js'),
    '--config',
    join(root, 'test/jest-slow.config.mjs'),
    ...(values.json === true ? ['--json'] : []),
    ...(values.outputFile === undefined ? [] : ['--outputFile', values.outputFile]),
    ...(values.testNamePattern === undefined ? [] : ['--testNamePattern', values.testNamePattern]),
    ...positionals,
  ],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      SLUICE_PROPERTY_SEED: seed,
      ...(values.sequences === undefined ? {} : { SLUICE_SEQUENCES: values.sequences }),
      ...(values.properties === true ? { SLUICE_ONLY_PROPERTIES: '1' } : {}),
    },
  },
);
process.exitCode = status ?? 1;
