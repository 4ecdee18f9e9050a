import { describe, expect, it } from '@jest/globals';
import { eventOf } from '../../../../rehearsal/story/event-of.ts';
import type { World } from '../../../../rehearsal/world.ts';

/** A repository with one file, that remembers what is committed. */
function worldOf(text: string) {
  const committed: [string, unknown][] = [];
  const git = {
    resolve: async (ref: string) => (ref === 'refs/heads/main' ? 'b'.repeat(40) : undefined),
    file: async () => Buffer.from(text),
    async commitFiles(_branch: string, parent: string, changes: ReadonlyMap<string, unknown>) {
      committed.push(...changes);
      return `${parent.slice(0, 1)}-after`;
    },
  };
  return { world: { git } as unknown as Pick<World, 'git'>, committed };
}
const push = (replace: string | RegExp, by: string) =>
  ({ do: 'push', branch: 'feature/x', from: 'main', message: 'm', changes: [{ path: 'f', replace, by }] }) as const;

describe('a push of a story', () => {
  it('puts a text in as it stands, and a pattern’s parts where they are named', async () => {
    const { world, committed } = worldOf('a one b');
    await eventOf(world, push('one', '$& $1'), []);
    await eventOf(world, push(/o(n)e/g, '<$1>'), []);
    expect(committed).toEqual([
      ['f', 'a $& $1 b'],
      ['f', 'a <n> b'],
    ]);
  });

  it('makes one change of a file after the other', async () => {
    const { world, committed } = worldOf('one two');
    const { changes: first, ...deed } = push('one', 'three');
    await eventOf(world, { ...deed, changes: [...first, ...push('two', 'four').changes] }, []);
    expect(committed).toEqual([['f', 'three four']]);
  });

  it('is a push from the branch that it comes from', async () => {
    const { world } = worldOf('one');
    expect(await eventOf(world, push('one', 'two'), [])).toEqual({
      ...{ kind: 'push', ref: 'refs/heads/feature/x', before: undefined, after: 'b-after', actor: 'ada' },
    });
  });

  it.each([['none'], ['one']])('says that the story is out of date where "%s" is not there once', async (text) => {
    const { world } = worldOf('one one');
    await expect(eventOf(world, push(text, ''), [])).rejects.toThrow(
      `f has "${text}" ${text === 'none' ? 0 : 2} times`,
    );
  });
});
