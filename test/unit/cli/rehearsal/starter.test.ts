import { describe, expect, it } from '@jest/globals';
import { startersAmong } from '../../../../cli/rehearsal/starter.ts';

const npm = '/usr/bin/node';
const ours = 20;
const ancestor = (pid: number, program: string, session: number | undefined = ours) => ({ pid, program, session });
const unseen = (pid: number) => ({ pid, program: '', session: undefined });
const shell = ancestor(30, '/usr/bin/dash');
const init = ancestor(1, '/sbin/init', 1);
const user = [ancestor(20, '/usr/bin/bash'), init];

describe('whoever started a rehearsal and waits for it', () => {
  it('is npm, where the script has replaced its shell', () => {
    expect(startersAmong(npm, ours, [ancestor(29, npm), ...user])).toEqual([29]);
  });

  it('is the shell between and npm, where it has not', () => {
    expect(startersAmong(npm, ours, [shell, ancestor(29, npm), ...user])).toEqual([30, 29]);
  });

  it('is npm, also where npm is the first process of a container', () => {
    expect(startersAmong(npm, ours, [ancestor(1, npm, 1)])).toEqual([1]);
  });

  it('is the parent, where programs cannot be seen', () => {
    expect(startersAmong(npm, undefined, [unseen(30), unseen(29)])).toEqual([30]);
    expect(startersAmong(npm, ours, [unseen(30)])).toEqual([30]);
    expect(startersAmong(npm, undefined, [ancestor(30, '')])).toEqual([30]);
  });

  it('has gone where npm is nowhere above and another session has adopted what it left', () => {
    expect(startersAmong(npm, ours, [init])).toBe('gone');
    expect(startersAmong(npm, ours, [ancestor(1, '', 0)])).toBe('gone');
    expect(startersAmong(npm, ours, [ancestor(7, '/usr/lib/systemd/systemd', 7), init])).toBe('gone');
  });

  it('is the parent of the same session, where npm had started the terminal', () => {
    expect(startersAmong(npm, ours, user)).toEqual([20]);
  });

  it('is nobody without npm: a rehearsal in the background outlives its shell', () => {
    expect(startersAmong(undefined, ours, [shell, ...user])).toEqual([]);
    expect(startersAmong(undefined, ours, [init])).toEqual([]);
  });
});
