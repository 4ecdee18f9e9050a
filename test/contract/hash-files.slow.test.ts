import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Enclosure } from '../../rehearsal/enclosure/enclosure.ts';
import { plainEnclosures } from '../../rehearsal/enclosure/plain-enclosures.ts';
import { hashFiles } from '../../rehearsal/runner/hash-files.ts';
import { sandboxHere } from './sandbox-here.ts';

const ROOT = join(import.meta.dirname, '../..');
const { sandbox, remove } = await sandboxHere([ROOT]);
afterAll(remove);
const forms = [
  ['as the user', plainEnclosures()],
  ...(sandbox.kind === 'works' ? [['in a sandbox', sandbox.enclosures] as const] : []),
] as const;

const sha256 = (bytes: string | Buffer): Buffer => createHash('sha256').update(bytes).digest();
const over = (...texts: readonly string[]): string => sha256(Buffer.concat(texts.map(sha256))).toString('hex');

describe.each(forms)('hashFiles() %s', (_, enclosures) => {
  let parent: string;
  let workspace: string;
  let enclosure: Enclosure;

  beforeEach(async () => {
    parent = realpathSync(mkdtempSync(join(tmpdir(), 'hash-')));
    workspace = join(parent, 'job', 'ws');
    for (const folder of [workspace, join(parent, 'job', 'tmp'), join(parent, 'other')])
      mkdirSync(folder, { recursive: true });
    writeFileSync(join(workspace, 'a.lock'), 'a');
    writeFileSync(join(parent, 'other', 'secret'), 'of somebody else');
    const folder = join(parent, 'job');
    enclosure = await enclosures.open({ folder, temporary: join(folder, 'tmp'), readable: [process.execPath] });
  });
  afterEach(async () => {
    await enclosure.close();
    rmSync(parent, { recursive: true, force: true });
  });
  const hash = (...patterns: readonly string[]) =>
    hashFiles({ workspace, home: join(parent, 'job') }, enclosure, patterns);
  const make = async (script: string): Promise<void> => {
    const made = enclosure.launch({ file: 'sh', args: ['-c', script], cwd: workspace, env: { PATH: '/usr/bin:/bin' } });
    expect([await text(made.stderr), await made.exited]).toEqual(['', 0]);
  };

  it('hashes files of the workspace', () => {
    expect(hash('*.lock')).toBe(over('a'));
    expect(hash('none')).toBe('');
  });

  it('finds nothing above the workspace', () => {
    expect(hash(join(parent, 'other', '*'), join(parent, '**'))).toBe(over('a'));
    expect(() => hash('../../other/*')).toThrow(/^hashFiles\('\.\.\/\.\.\/other\/\*'\) failed\. Fail to hash files/);
  });

  it('does not read what its links lead to, where the job itself may not', () => {
    symlinkSync(join(parent, 'other', 'secret'), join(workspace, 'link'));
    symlinkSync(join(parent, 'other'), join(workspace, 'folder'));
    const attempts = [['link'], ['--follow-symbolic-links', 'link'], ['--follow-symbolic-links', 'folder/*']];
    for (const patterns of attempts) {
      const answer = (() => {
        try {
          return hash(...patterns);
        } catch (error) {
          return String(error);
        }
      })();
      // As the user, the job may read it too, as on GitHub.
      if (enclosures.kind === 'sandboxed') expect([patterns, answer]).not.toEqual([patterns, over('of somebody else')]);
      else expect(answer).toMatch(/^$|^[0-9a-f]{64}$/);
    }
  });

  it('never waits for what has no end: it says at once what GitHub says after two minutes', async () => {
    await make('mkfifo pipe; ln -s /dev/zero zero; ln -s /dev/null null');
    const since = process.hrtime.bigint();
    for (const name of ['pipe', 'zero', '**'])
      expect(() => hash(name)).toThrow(`hashFiles('${name}') couldn't finish within 120 seconds.`);
    expect(Number(process.hrtime.bigint() - since) / 1e9).toBeLessThan(60);
    expect(hash('null')).toBe(over(''));
  });

  it('fails at a socket, which cannot be read', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(workspace, 'socket'), resolve));
    expect(() => hash('socket')).toThrow('Fail to hash files under directory');
    server.close();
  });
});
