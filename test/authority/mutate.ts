import { parseArgs } from 'node:util';
import { type Mutation, mutations, type Shown } from './mutations.ts';
import { noticed, sound } from './play.ts';

const USAGE = `npm run mutate:authority -- [--list] [--only TEXT]
  Drops what holds people back in turn: each part of each condition, each right, each rule of a role, each value that a promotion expects, each
  step that judges evidence. Something in the rehearsal has to end otherwise: a stranger or what was planted is let in, or an honest job
  is kept out. Exit code 1 where nothing does.`;

/** What nothing in the rehearsal can show, and why. */
const UNSHOWN: readonly { readonly id: RegExp; readonly why: string }[] = [
  {
    id: /: assertion\.event_name in /,
    why: 'Stories know no third event on that branch; test/unit/setup-src/no-idle-part.test.ts has tokens of all of them.',
  },
];

async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { list: { type: 'boolean' }, only: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help === true) {
    console.log(USAGE);
    return 0;
  }
  const chosen = mutations().filter(({ id }) => values.only === undefined || id.includes(values.only));
  if (values.list !== true) return await playAll(chosen);
  for (const { id } of chosen) console.log(`${id}${whyUnshown(id) === undefined ? '' : ' [not shown]'}`);
  return 0;
}

async function playAll(chosen: readonly Mutation[]): Promise<number> {
  const since = performance.now();
  const shown = chosen.filter(({ id }) => whyUnshown(id) === undefined);
  const unsound = await unsoundOnes(shown);
  let missed = 0;
  for (const [index, mutation] of shown.entries()) {
    const began = performance.now();
    const said = await noticed(mutation);
    if (said === undefined) missed += 1;
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(
      `[${index + 1}/${shown.length}] ${said === undefined ? '✗' : '✓'} ${mutation.id} (${seconds} s)\n    ${said ?? 'Nobody noticed.'}`,
    );
  }
  for (const { id } of chosen) if (whyUnshown(id) !== undefined) console.log(`– ${id}\n    ${whyUnshown(id)}`);
  for (const problem of unsound) console.log(`! with nothing changed: ${problem}`);
  const minutes = ((performance.now() - since) / 60_000).toFixed(1);
  console.log(
    `${shown.length - missed} of ${shown.length} noticed in ${minutes} minutes; ${chosen.length - shown.length} not shown.`,
  );
  return missed === 0 && unsound.length === 0 && chosen.length > 0 ? 0 : 1;
}

/** Everything that shows something, played once without any mutation. */
async function unsoundOnes(chosen: readonly Mutation[]): Promise<readonly string[]> {
  const different = new Map<string, Shown>(chosen.map(({ id, shown }) => [nameOf(id, shown), shown]));
  const problems: string[] = [];
  for (const [name, shown] of different) {
    const problem = await sound(shown);
    if (problem !== undefined) problems.push(`${name}: ${problem}`);
  }
  return problems;
}

function nameOf(id: string, shown: Shown): string {
  switch (shown.by) {
    case 'story':
      return shown.story.name;
    case 'doors':
      return `${shown.identity}, repository: ${shown.repository}`;
    case 'promotion':
      return id;
  }
}

const whyUnshown = (mutated: string): string | undefined => UNSHOWN.find(({ id }) => id.test(mutated))?.why;

process.exitCode = await main(process.argv.slice(2));
