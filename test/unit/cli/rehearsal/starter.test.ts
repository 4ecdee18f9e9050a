import { describe, expect, it } from '@jest/globals';
import { startersAmong } from '../../../../cli/rehearsal/starter.ts';

const npm = '/usr/bin/node';
const ancestor = (pid: number, program: string) => ({ pid, program });
const shell = ancestor(30, '/usr/bin/dash');
const user = [ancestor(20, '/usr/bin/bash'), ancestor(1, '/sbin/init')];

describe('whoever started a rehearsal and waits for it', () => {
  it('is npm, where the script has replaced its shell', () => {
    expect(startersAmong(npm, [ancestor(29, npm), ...user])).toEqual([29]);
  });

  it('is the shell between and npm, where it has not', () => {
    expect(startersAmong(npm, [shell, ancestor(29, npm), ...user])).toEqual([30, 29]);
  });

  it('is the parent, where programs cannot be seen', () => {
    expect(startersAmong(npm, [ancestor(30, ''), ancestor(29, '')])).toEqual([30]);
  });

  it('is nobody without npm: a rehearsal in the background outlives its shell', () => {
    expect(startersAmong(undefined, [shell, ...user])).toEqual([]);
  });
});
