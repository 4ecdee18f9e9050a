import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { type Owner, ownerState, startOf, thisOwner } from '../../../../rehearsal/owner/owner.ts';

const here: Owner = { system: 'boot-1', namespace: 'pid:[1]', pid: 10, startedAt: '500' };
const running = new Map([
  [10, '500'],
  [20, '700'],
]);
const stateOf = (owner: Partial<Owner>) => ownerState({ ...here, ...owner }, here, (pid) => running.get(pid));

describe('an owner', () => {
  it.each([
    ['lives where its process runs since it said so', { pid: 20, startedAt: '700' }, 'alive'],
    ['is dead where no process has its id', { pid: 30, startedAt: '700' }, 'dead'],
    ['is dead where a later process has its id', { pid: 20, startedAt: '600' }, 'dead'],
    ['of another container may live, whoever has its id here', { namespace: 'pid:[2]', pid: 30 }, 'unseen'],
    ['of another machine, or from before a restart, may live', { system: 'boot-2', pid: 30 }, 'unseen'],
    ['of another container is not the one here with its id', { namespace: 'pid:[2]' }, 'unseen'],
  ] as const)('%s', (_, owner, state) => {
    expect(stateOf(owner)).toBe(state);
  });

  it('is this process, seen by itself', () => {
    expect(ownerState(thisOwner(), thisOwner(), startOf)).toBe('alive');
  });

  it('is dead when its process has ended', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    expect(ownerState({ ...thisOwner(), pid, startedAt: '1' }, thisOwner(), startOf)).toBe('dead');
  });
});
