import { describe, expect, it } from '@jest/globals';
import { nodeSuite } from '../../../../domain/runtime/node-packages.ts';

const WITH = { dependencies: { express: '5' }, scripts: { test: 'vitest run' } };

type Files = Readonly<Record<string, string>>;

/** @param above files of the folders above, the nearest first */
const suite = (manifest: object | string, own: readonly string[] = [], ...above: readonly Files[]) =>
  nodeSuite({
    below: [],
    own: ['package.json', ...own],
    above: above.map((files) => Object.keys(files)),
    read(name) {
      const depth = name.split('../').length - 1;
      if (depth > 0) return above[depth - 1]?.[name.slice(3 * depth)] ?? '';
      return typeof manifest === 'string' ? manifest : JSON.stringify(manifest);
    },
  });
const command = (...args: Parameters<typeof suite>) => suite(...args)?.given.command;

describe('how a folder of Node.js is tested', () => {
  it.each([
    ['package-lock.json', 'npm ci && npm test'],
    ['npm-shrinkwrap.json', 'npm ci && npm test'],
    ['pnpm-lock.yaml', 'corepack enable pnpm && pnpm install --frozen-lockfile && pnpm test'],
    ['yarn.lock', 'corepack enable yarn && yarn install --frozen-lockfile && yarn test'],
  ])('begins with the packages of its lock: %s', (lock, wanted) => {
    expect(command(WITH, [lock])).toBe(wanted);
  });

  it('begins with those of the workspace that it is a part of', () => {
    const pnpm = { 'pnpm-lock.yaml': '', 'pnpm-workspace.yaml': '' };
    const npm = { 'package-lock.json': '', 'package.json': '{"workspaces": ["packages/*"]}' };
    expect(command(WITH, [], {}, pnpm)).toMatch(/^corepack enable pnpm/);
    expect(command({ scripts: { test: 'vitest' } }, [], {}, npm)).toBe('npm ci && npm test');
    expect(command(WITH, ['package-lock.json'], pnpm)).toBe('npm ci && npm test');
    expect(command(WITH, [], npm, pnpm)).toBe('npm ci && npm test');
  });

  it('leaves out a lock above that is of another package', () => {
    expect(command(WITH, [], { 'package-lock.json': '', 'package.json': '{}' })).toBe('npm install && npm test');
    expect(command({}, [], { 'pnpm-lock.yaml': '' })).toBe('node --test');
  });

  it('says that versions are not fixed where no lock fixes them', () => {
    expect(suite(WITH)).toEqual({
      given: { command: 'npm install && npm test' },
      notes: [expect.stringMatching(/no lock says which versions/)],
    });
  });

  it('installs what only tests need, too', () => {
    expect(command({ devDependencies: { vitest: '4' } }, ['package-lock.json'])).toBe('npm ci && node --test');
  });

  it('installs nothing where nothing is named', () => {
    expect(command({ scripts: { test: 'node --test' } })).toBe('npm test');
    expect(command({ scripts: { test: 'x' }, dependencies: {} })).toBe('npm test');
    expect(command({})).toBe('node --test');
    expect(suite({})?.notes).toEqual([]);
  });

  it.each(['', 'no JSON', '[]', 'null', '{"scripts": 5, "dependencies": "x"}', '{"scripts": {"test": "  "}}'])(
    'takes nothing from what it cannot read: %j',
    (text) => {
      expect(command(text)).toBe('node --test');
    },
  );

  it('reads a package.json that begins with a mark of its bytes', () => {
    expect(command(`\ufeff${JSON.stringify(WITH)}`, ['package-lock.json'])).toBe('npm ci && npm test');
  });

  it('wants a package.json', () => {
    expect(nodeSuite({ below: [], own: ['package-lock.json'], above: [], read: () => '' })).toBeUndefined();
  });
});
