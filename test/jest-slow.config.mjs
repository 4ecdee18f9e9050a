import { globSync, readFileSync } from 'node:fs';
import base from '../jest.config.mjs';

const root = new URL('..', import.meta.url).pathname;
const tests = globSync('test/**/*.test.ts', { cwd: root }).filter((path) => !path.startsWith('test/cluster/'));
const properties = tests.filter((path) => /\bfc\.assert\(/.test(readFileSync(`${root}${path}`, 'utf8')));
const slow = tests.filter((path) => path.endsWith('.slow.test.ts'));

/** What takes too long for `npm test`, and every property once more with a seed of its own. */
export default {
  ...base,
  rootDir: root,
  testSequencer: '<rootDir>/test/whole-programs-first.mjs',
  testMatch: (process.env.SLUICE_ONLY_PROPERTIES === undefined ? [...slow, ...properties] : properties).map(
    (path) => `<rootDir>/${path}`,
  ),
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/cluster/'],
};
