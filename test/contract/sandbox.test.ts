import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Enclosure } from '../../rehearsal/enclosure/enclosure.ts';
import { sandboxHere } from './sandbox-here.ts';

const ROOT = join(import.meta.dirname, '../..');
const { sandbox, remove } = await sandboxHere([ROOT]);
afterAll(remove);

(sandbox.kind === 'works' ? describe : describe.skip)('a sandbox', () => {
  let parent: string;
  let folder: string;
  let other: Enclosure;
  let enclosure: Enclosure;

  beforeAll(async () => {
    if (sandbox.kind === 'none') return;
    parent = realpathSync(mkdtempSync(join(tmpdir(), 'sandboxed-')));
    for (const name of ['job', 'other', 'readable', 'shared'])
      mkdirSync(join(parent, name, 'tmp'), { recursive: true });
    writeFileSync(join(parent, 'readable', 'file'), 'to be read');
    writeFileSync(join(parent, 'other', 'secret'), 'of another job');
    folder = join(parent, 'job');
    other = await sandbox.enclosures.open({
      folder: join(parent, 'other'),
      temporary: join(parent, 'other', 'tmp'),
      readable: [],
    });
    enclosure = await sandbox.enclosures.open({
      folder,
      temporary: join(folder, 'tmp'),
      readable: [join(parent, 'readable'), join(parent, 'not there')],
      shared: [{ path: join(folder, 'at'), from: join(parent, 'shared') }],
    });
  });
  afterAll(async () => {
    await Promise.all([enclosure.close(), other.close()]);
    rmSync(parent, { recursive: true, force: true });
  });

  const run = async (script: string, env: Readonly<Record<string, string>> = {}, where = enclosure) => {
    const { stdout, stderr, exited } = where.launch({
      file: 'bash',
      args: ['-c', script],
      cwd: where === other ? join(parent, 'other') : folder,
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: join(folder, 'home'), ...env },
    });
    const [out, err, code] = await Promise.all([text(stdout), text(stderr), exited]);
    return { out: out.trim(), err, code };
  };

  it.each([
    ['the home of the one who rehearses', () => homedir()],
    ['its kubeconfigs', () => join(homedir(), '.kube')],
    ['its keys', () => join(homedir(), '.ssh')],
    ['the checkout', () => join(ROOT, 'package.json')],
    ['the folder of another job', () => join(parent, 'other', 'secret')],
    ['temporary files of the machine', () => (tmpdir() === '/tmp' ? '/tmp/.sluice-of-the-machine' : tmpdir())],
    ['sockets of docker, the system and sessions', () => '/run/*'],
    ['the same under its older name', () => '/var/run/*'],
    ['passwords', () => '/etc/shadow'],
    ['private keys of the machine', () => '/etc/ssl/private'],
    ['what git and pip are told on this machine', () => '/etc/{gitconfig,pip.conf,environment}'],
    ['logs and databases', () => '/var/{log,lib}'],
    ['devices', () => '/dev/{kmsg,mem,sda,vda,fuse,kvm}'],
  ])('shows nothing of %s', async (_, path) => {
    const place = path();
    const { code, out } = await run(
      `ls -d ${place.includes('*') || place.includes('{') ? place : `'${place}'`} 2>/dev/null`,
    );
    // A home folder may be there as far as it leads to a folder of programs.
    if (place === homedir()) expect((await run(`find '${place}' -maxdepth 1 -type f`)).out).toBe('');
    else expect([code === 0, out]).toEqual([false, '']);
  });

  it('shows no process but its own, also not through those that it sees', async () => {
    const keeps = other.launch({ file: 'sleep', args: ['1000'], cwd: '/', env: { PATH: '/usr/bin:/bin' } });
    await keeps.started;
    const { out } = await run('for one in /proc/[0-9]*; do tr "\\0" " " < $one/cmdline; echo; done');
    expect(out).not.toContain('sleep 1000');
    expect(out).not.toContain('jest');
    const roots = await run(
      `for one in /proc/[0-9]*; do ls -d $one/root'${ROOT}' $one/root'${parent}/other' 2>/dev/null; done`,
    );
    expect(roots.out).toBe('');
    expect((await run(`kill -KILL ${process.pid}`)).err).toContain('No such process');
  });

  it('reads what it is given, and writes only what is its own', async () => {
    expect((await run(`cat '${parent}/readable/file'`)).out).toBe('to be read');
    const places = ['/', '/usr', '/etc', '/opt', '/home', '/var', '/dev/..', `${parent}/readable`];
    for (const place of places) expect([place, (await run(`: > '${place}/written'`)).code]).toEqual([place, 1]);
    for (const place of [folder, '/tmp', '/var/tmp', `${folder}/at`])
      expect([place, (await run(`: > '${place}/written'`)).code]).toEqual([place, 0]);
    expect((await run(`: > '${parent}/readable/file'`)).code).toBe(1);
    expect(readFileSync(join(parent, 'readable', 'file'), 'utf8')).toBe('to be read');
    await run(`: > '${parent}/written'`);
    expect(existsSync(join(parent, 'written'))).toBe(false);
  });

  it('changes no setting of the machine by what the kernel shows, also where root rehearses', async () => {
    const shown = "find /proc -mindepth 1 -regex '/proc/[0-9]+' -prune -o -type f -writable -print 2>/dev/null";
    // What the process itself is, nobody else is; it is reached by links, too.
    const { out } = await run(`${shown} | grep -vE '^/proc/(self|thread-self)/'`);
    expect(out).toBe('');
    for (const setting of ['kernel/hostname', 'kernel/core_pattern', 'vm/swappiness'])
      expect([setting, (await run(`: >> /proc/sys/${setting}`)).code]).toEqual([setting, 1]);
    // Reading goes on as anywhere.
    expect((await run('cat /proc/sys/kernel/ostype')).out).toBe('Linux');
  });

  it('cannot be left by mounts, by more rights, or by a namespace of its own', async () => {
    expect((await run('mount -t tmpfs none /tmp')).code).not.toBe(0);
    expect((await run('mount -o remount,rw /usr')).code).not.toBe(0);
    expect((await run('grep -E "^Cap(Eff|Prm|Inh|Amb)" /proc/self/status')).out).toMatch(/^(Cap\w+:\s+0+\n?)+$/);
    expect((await run('grep NoNewPrivs /proc/self/status')).out).toMatch(/1$/);
    const attempts = `for one in 4 5 6; do nsenter --user=/proc/self/fd/$one true 2>/dev/null && echo out; done; true`;
    expect((await run(attempts)).out).toBe('');
  });

  it('says so when one of its processes has killed all of them', async () => {
    if (sandbox.kind === 'none') return;
    const places = { folder: join(parent, 'other'), temporary: join(parent, 'other', 'tmp'), readable: [] };
    const doomed = await sandbox.enclosures.open(places);
    const start = async (file: string, ...args: readonly string[]): Promise<number> =>
      doomed.launch({ file, args, cwd: '/', env: { PATH: '/usr/bin:/bin' } }).exited;
    await start('bash', '-c', 'kill -9 -1');
    await expect(start('true')).rejects.toThrow('true cannot be started: something has killed every process here.');
    await doomed.close();
  });

  it('has the user of GitHub’s machines', async () => {
    expect((await run('id -u; id -un; id -gn')).out.split('\n')).toEqual(['1001', 'runner', 'runner']);
  });

  it('unpacks archives of other users, as nobody special does', async () => {
    const archive =
      'tar --owner=12345 --group=12345 -cf a.tar file && mkdir -p out && tar -xf a.tar -C out && cat out/file';
    expect(await run(`echo unpacked > file; ${archive}`)).toMatchObject({ out: 'unpacked', code: 0 });
  });

  it('has terminals, random numbers and the like', async () => {
    expect((await run('script -qec "tty" /dev/null', { TERM: 'dumb' })).out).toContain('/dev/pts/');
    expect(
      (await run('head -c 4 /dev/urandom | wc -c; echo x > /dev/null; cat < /dev/zero | head -c 1 | wc -c')).out,
    ).toBe('4\n1');
  });

  it('reaches servers of this machine', async () => {
    const server = createServer((socket) => socket.end('hello\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect((await run(`cat < /dev/tcp/127.0.0.1/${port}`)).out).toBe('hello');
    server.close();
  });

  it('follows a link of its own only to what it may see', async () => {
    symlinkSync(join(parent, 'other', 'secret'), join(folder, 'link'));
    expect((await run('cat link')).code).toBe(1);
  });

  it('shows programs of a folder on PATH, not what lies beside it', async () => {
    // Of the folders on PATH, this one is known to be there.
    const { out } = await run(`ls '${dirname(process.execPath)}' 2>/dev/null | head -1; git --version`);
    expect(out).toContain('git version');
  });

  it('cannot be made where a folder of its own is not there', async () => {
    if (sandbox.kind === 'none') return;
    const missing = { folder: join(parent, 'missing'), temporary: join(parent, 'missing'), readable: [] };
    await expect(sandbox.enclosures.open(missing)).rejects.toThrow('The sandbox cannot be made: bwrap:');
  });
});
