import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type CommandRequest, localCommand } from '../../../../../../rehearsal/cluster/kubelet/process/command.ts';

const root = mkdtempSync(join(tmpdir(), 'sluice-command-'));
const put = (path: string): string => {
  const target = join(root, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, '#!/bin/sh\n');
  chmodSync(target, 0o755);
  return target;
};
put('srv/server.js');
put('srv/lib/x.js');
put('opt/tool');
const programs = [dirname(process.execPath)];
const command = (request: Partial<CommandRequest>) =>
  localCommand({ config: {}, environment: [], overrides: { PORT: '4711' }, root, programs, ...request });
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a command of an image on this machine', () => {
  it('is entry point and arguments, with paths of the image looked up where it is unpacked', () => {
    const made = command({
      config: { Entrypoint: ['node'], Cmd: ['/srv/server.js', '--data=/srv/lib', '/healthz'], WorkingDir: '/srv' },
    });
    expect(made.program).toBe(join(programs[0] ?? '', 'node'));
    expect(made.args).toEqual([join(root, 'srv/server.js'), `--data=${join(root, 'srv/lib')}`, '/healthz']);
    expect(made.directory).toBe(join(root, 'srv'));
  });

  it('drops an entry point of a base image that only runs its arguments and is not there', () => {
    expect(command({ config: { Entrypoint: ['docker-entrypoint.sh'], Cmd: ['node', 'a'] } }).args).toEqual(['a']);
    expect(command({ config: { Entrypoint: ['tini', '--'], Cmd: ['node', 'a'] } }).args).toEqual(['a']);
  });

  it('is replaced by the pod as Kubernetes does it', () => {
    const config = { Entrypoint: ['node', 'image'], Cmd: ['argument'] };
    expect(command({ config, command: ['node'] }).args).toEqual([]);
    expect(command({ config, args: ['$(MODE)'], environment: [['MODE', 'fast']] }).args).toEqual(['image', 'fast']);
  });

  it('has the variables of image and pod, nothing of this process, and the overrides above all', () => {
    const { environment } = command({
      config: { Cmd: ['node'], Env: ['PORT=8080', 'MODE=slow', 'PYTHONPATH=/srv:/srv/lib', 'PATH=/opt:/usr/bin'] },
      environment: [
        ['MODE', 'fast'],
        ['URL', 'http://host/srv'],
      ],
    });
    expect(environment).toMatchObject({ PORT: '4711', MODE: 'fast', URL: 'http://host/srv', HOME: root });
    expect(environment['PYTHONPATH']).toBe([join(root, 'srv'), join(root, 'srv/lib')].join(delimiter));
    expect(environment['PATH']?.split(delimiter).slice(0, 2)).toEqual([programs[0], join(root, 'opt')]);
    expect(Object.keys(environment).sort()).toEqual(
      ['HOME', 'LANG', 'MODE', 'PATH', 'PORT', 'PYTHONPATH', 'TMPDIR', 'URL'].sort(),
    );
  });

  it('finds programs of the image, by name and by path', () => {
    const config = { Env: ['PATH=/opt'] };
    expect(command({ config, command: ['tool'] }).program).toBe(join(root, 'opt/tool'));
    expect(command({ config, command: ['/opt/tool'] }).program).toBe(join(root, 'opt/tool'));
    expect(command({ config, command: ['./tool'], workingDir: '/opt' }).program).toBe(join(root, 'opt/tool'));
  });

  it.each([
    [['nothere'], 'exec: "nothere": executable file not found in $PATH'],
    [['/not/there'], 'exec: "/not/there": stat /not/there: no such file or directory'],
    [[], 'no command specified'],
  ])('that is not there is told in the words of a container runtime: %j', (words, why) => {
    expect(() => command({ command: words })).toThrow(why);
  });

  it('never works outside of the image', () => {
    expect(command({ config: { Cmd: ['node'] }, workingDir: '../../etc' }).directory).toBe(join(root, 'etc'));
  });
});
