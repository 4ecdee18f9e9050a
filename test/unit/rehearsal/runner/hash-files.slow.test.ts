import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Enclosure } from '../../../../rehearsal/enclosure/enclosure.ts';
import { plainEnclosures } from '../../../../rehearsal/enclosure/plain-enclosures.ts';
import { hashFiles } from '../../../../rehearsal/runner/hash-files.ts';
import { type TestWorld, testWorld } from '../workflow/world.ts';
import { composite, runSteps } from './steps.ts';

const sha256 = (bytes: string | Buffer): Buffer => createHash('sha256').update(bytes).digest();
/** One hash over the hashes of these texts, as GitHub's documentation says. */
const over = (...texts: readonly string[]): string => sha256(Buffer.concat(texts.map(sha256))).toString('hex');

describe('hashFiles()', () => {
  let root = '';
  let enclosure: Enclosure;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'hash-files-'));
    const files = [
      'ws/b.lock',
      'ws/a.lock',
      'ws/sub/c.lock',
      'ws/sub/deep/d.lock',
      'ws/.hidden/e.lock',
      'out/x.lock',
      'ws/x y',
    ];
    for (const file of files) {
      await mkdir(dirname(join(root, file)), { recursive: true });
      await writeFile(join(root, file), file);
    }
    enclosure = await plainEnclosures().open({ folder: root, temporary: root, readable: [] });
    await symlink(join(root, 'ws/sub'), join(root, 'ws/link'));
  });
  afterAll(async () => {
    await enclosure.close();
    await rm(root, { recursive: true });
  });
  const hash = (...patterns: readonly string[]) =>
    hashFiles({ workspace: join(root, 'ws'), home: root }, enclosure, patterns);

  it.each<[string, readonly string[], readonly string[]]>([
    ['one file', ['a.lock'], ['ws/a.lock']],
    ['files of a folder, by name', ['*.lock'], ['ws/a.lock', 'ws/b.lock']],
    [
      'any depth, hidden folders too',
      ['**/*.lock'],
      ['ws/.hidden/e.lock', 'ws/a.lock', 'ws/b.lock', 'ws/sub/c.lock', 'ws/sub/deep/d.lock'],
    ],
    ['all of a folder', ['sub'], ['ws/sub/c.lock', 'ws/sub/deep/d.lock']],
    ['what is taken out again', ['**/*.lock', '!sub/**', '!.hidden'], ['ws/a.lock', 'ws/b.lock']],
    ['several patterns, one a line', ['b.lock\na.lock'], ['ws/b.lock', 'ws/a.lock']],
    ['a name with a blank', ['x y'], ['ws/x y']],
  ])('hashes %s', (_, patterns, files) => {
    expect(hash(...patterns)).toBe(over(...files));
  });

  it('is empty where nothing matches, and outside of the workspace nothing does', () => {
    expect(hash('none/**')).toBe('');
    expect(() => hash('../out/*')).toThrow(
      /^hashFiles\('\.\.\/out\/\*'\) failed\. Fail to hash files under directory '\//,
    );
    expect(hash(join(root, 'out/*'))).toBe('');
  });

  it('follows symbolic links only where it is told to', () => {
    expect(hash('link/*.lock')).toBe('');
    expect(hash('l*/c.lock')).toBe('');
    expect(hash('--follow-symbolic-links', 'l*/c.lock')).toBe(over('ws/sub/c.lock'));
  });

  it('knows no other option', () => {
    expect(() => hash('--other', 'a')).toThrow(
      "Invalid glob option --other, avaliable option: '--follow-symbolic-links'.",
    );
  });
});

describe('hashFiles() in steps', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.close());

  it('sees the workspace as it is when it is evaluated, wherever it stands', async () => {
    const wanted = over('text');
    const { said, names, ends } = await runSteps(
      world,
      `- run: |
    echo "before: [\${{ hashFiles('made') }}]"; printf text > made
- { if: "hashFiles('made') != ''", name: "Named \${{ hashFiles('made') }}", env: { HASH: "\${{ hashFiles('**/made') }}" }, run: 'echo "after: $HASH"' }
- { if: "hashFiles('none') != ''", run: 'echo "never: 1"' }
- { uses: ./c, with: { hash: "\${{ hashFiles('made') }}" } }`,
      {
        checkout: true,
        files: {
          'c/action.yml': composite(
            `- { if: "hashFiles('made') == inputs.hash", shell: bash, run: 'echo "inside: \${{ inputs.own }}"' }`,
            `inputs: { hash: {}, own: { default: "\${{ hashFiles('made') }}" } }`,
          ),
        },
      },
    );
    expect(said('before')).toEqual(['[]']);
    expect(said('after')).toEqual([wanted]);
    expect(said('never')).toEqual([]);
    expect(said('inside')).toEqual([wanted]);
    expect(names[2]).toBe(`Named ${wanted}`);
    expect(ends).toEqual(['success', 'success', 'success', 'skipped', 'success']);
  });
});
