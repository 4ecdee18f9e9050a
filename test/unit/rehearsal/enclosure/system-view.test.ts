import { describe, expect, it } from '@jest/globals';
import { arranged, type Mount, mountArguments } from '../../../../rehearsal/enclosure/sandbox/mounts.ts';
import { type Host, programFolders, systemView } from '../../../../rehearsal/enclosure/sandbox/system-view.ts';

const host = (of: Partial<Host>): Host => ({
  path: [],
  home: '/home/mina',
  hidden: ['/home/mina/shop', '/tmp/scratch'],
  link: () => undefined,
  exists: () => true,
  ...of,
});
const folders = (...path: readonly string[]) => programFolders(host({ path }));

describe('folders of programs that a sandbox shows', () => {
  it.each([
    ['a folder of the system is shown with it', '/usr/local/bin', []],
    ['an installation outside of HOME is shown whole', '/srv/go/bin', ['/srv/go']],
    ['of what lies directly below the root only the folder itself is shown', '/tools/bin', ['/tools/bin']],
    ['HOME is never shown whole', '/home/mina/bin', ['/home/mina/bin', '/home/mina/lib', '/home/mina/libexec']],
    [
      'of an installation in HOME programs and libraries are shown, not settings and keys',
      '/home/mina/.local/bin',
      ['/home/mina/.local/bin', '/home/mina/.local/lib', '/home/mina/.local/libexec'],
    ],
    ['a folder of HOME that is no bin is shown alone', '/home/mina/tools', ['/home/mina/tools']],
    ['what a manager of tools has filled is shown whole', '/home/mina/.pyenv/shims', ['/home/mina/.pyenv']],
    ['the checkout is not shown', '/home/mina/shop/venv/bin', []],
    ['nor is the scratch folder', '/tmp/scratch/bin', []],
    ['a name without a root means nothing', 'bin', []],
    ['nor does the folder that an empty entry stands for', '', []],
  ])('%s', (_, path, expected) => {
    expect(folders(path)).toEqual(expected);
  });

  it('are not shown with a folder above HOME or the checkout', () => {
    const near = host({ path: ['/home/mina-and/co/bin', '/data/work/bin'], home: '/data/work/mina' });
    expect(programFolders(near)).toEqual(['/home/mina-and/co', '/data/work/bin']);
  });

  it('are those that are there, each once', () => {
    const path = ['/srv/go/bin', '/srv/go/bin', '/srv/none/bin'];
    expect(programFolders(host({ path, exists: (folder) => !folder.includes('none') }))).toEqual(['/srv/go']);
  });
});

describe('what a sandbox shows of the system', () => {
  it('has links where the system has them, and folders where it has none', () => {
    const view = systemView(host({ link: (path) => (path === '/bin' ? 'usr/bin' : undefined) }));
    expect(view).toContainEqual({ kind: 'link', path: '/bin', to: 'usr/bin' });
    expect(view).toContainEqual({ kind: 'read', path: '/lib' });
  });

  it('names no file in which passwords, keys or settings of the machine’s people are', () => {
    const shown = systemView(host({})).map(({ path }) => path);
    const wrong = [
      '/etc',
      '/etc/shadow',
      '/etc/ssl',
      '/etc/ssl/private',
      '/etc/environment',
      '/etc/gitconfig',
      '/root',
    ];
    expect(shown.filter((path) => wrong.includes(path))).toEqual([]);
    expect(systemView(host({})).filter(({ kind }) => kind === 'write')).toEqual([]);
  });
});

describe('the places of a sandbox', () => {
  const read = (path: string): Mount => ({ kind: 'read', path });
  const write = (path: string): Mount => ({ kind: 'write', path });

  it('are made from above to below, whatever their order', () => {
    expect(arranged([write('/a/b'), read('/a'), write('/a/b/c/d'), read('/a/b/c')])).toEqual([
      read('/a'),
      write('/a/b'),
      read('/a/b/c'),
      write('/a/b/c/d'),
    ]);
  });

  it('leave out what is shown in the same way with a folder above', () => {
    expect(arranged([read('/usr'), read('/usr/local/go'), read('/usrx'), write('/w'), write('/w/x')])).toEqual([
      read('/usr'),
      read('/usrx'),
      write('/w'),
    ]);
  });

  it('keep what comes from elsewhere, and what lies below that', () => {
    const temporary: Mount = { kind: 'write', path: '/tmp', from: '/tmp/scratch/job/tmp' };
    expect(arranged([write('/tmp/scratch/job'), temporary])).toEqual([temporary, write('/tmp/scratch/job')]);
  });

  it('are what was said of them last', () => {
    expect(arranged([read('/etc/passwd'), { kind: 'read', path: '/etc/passwd', from: '/x' }])).toEqual([
      { kind: 'read', path: '/etc/passwd', from: '/x' },
    ]);
  });

  it('are arguments of bubblewrap, and the root cannot be written', () => {
    const mounts: readonly Mount[] = [
      read('/usr'),
      { kind: 'write', path: '/tmp', from: '/x' },
      { kind: 'link', path: '/bin', to: 'usr/bin' },
      { kind: 'folder', path: '/run' },
    ];
    expect(mountArguments(mounts).join(' ')).toBe(
      '--ro-bind-try /usr /usr --bind /x /tmp --symlink usr/bin /bin --dir /run --remount-ro /',
    );
  });
});
