import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { HONEST, type Mutation, mutations } from './mutations.ts';
import { noticed, sound } from './play.ts';

const USAGE = `npm run mutate:authority -- [--list] [--only TEXT] [--at-once N] [--part N/OF]
  Drops what holds people back in turn: each part of each condition, each right, each rule of a role, each value that a promotion expects, each
  step that judges evidence, builds, approvals and checks. Something in the rehearsal has to end otherwise: a stranger or what was planted is let
  in, or an honest job is kept out. Exit code 1 where nothing does; what nothing shows is told again at the end.
  --at-once N   so many processes play a part each (default: one for each processor, two at most)
  --part N/OF   this part alone, in this process`;

async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ list: { type: 'boolean' }, only: { type: 'string' }, help: { type: 'boolean' } },
      ...{ 'at-once': { type: 'string' }, part: { type: 'string' } },
    },
  });
  if (values.help === true) {
    console.log(USAGE);
    return 0;
  }
  const chosen = mutations().filter(({ id }) => values.only === undefined || id.includes(values.only));
  if (values.list === true) {
    for (const { id } of chosen) console.log(id);
    return 0;
  }
  const [, part, of] = /^(\d+)\/(\d+)$/.exec(values.part ?? '') ?? [];
  if (part !== undefined && of !== undefined)
    return await playAll(
      chosen.filter((_, index) => index % Number(of) === Number(part) - 1),
      part === '1',
    );
  const many = Number(values['at-once'] ?? Math.min(2, availableParallelism()));
  return many > 1 ? await inParts(args, many) : await playAll(chosen, true);
}

/** Each part in a process of its own; what they say is told as it comes. */
async function inParts(args: readonly string[], many: number): Promise<number> {
  const since = performance.now();
  const parts = Array.from({ length: many }, (_, index) => onePart([...args, '--part', `${index + 1}/${many}`]));
  const ended = await Promise.all(parts);
  const unnoticed = ended.flatMap(({ said }) => said.filter((line) => /^[✗!]/.test(line)));
  for (const line of unnoticed) console.log(line);
  const count = ended.reduce((sum, { said }) => sum + said.filter((line) => /^[✓✗]/.test(line)).length, 0);
  const minutes = ((performance.now() - since) / 60_000).toFixed(1);
  console.log(`${count} mutations in ${minutes} minutes; ${unnoticed.length} not as they must be.`);
  return ended.every(({ code }) => code === 0) ? 0 : 1;
}

async function onePart(args: readonly string[]): Promise<{ readonly code: number; readonly said: readonly string[] }> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: string[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    said.push(...lines);
    for (const line of lines) console.log(line);
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code: code ?? 1, said };
}

/** @param withHonest whether to begin with what must be let in */
async function playAll(chosen: readonly Mutation[], withHonest: boolean): Promise<number> {
  let wrong = 0;
  const tell = (sign: string, id: string, since: number, said: string): void => {
    if (sign !== '✓') wrong += 1;
    console.log(`${sign} ${id} (${((performance.now() - since) / 1000).toFixed(1)} s)\n    ${said.split('\n')[0]}`);
  };
  for (const [id, attempt] of withHonest ? Object.entries(HONEST) : []) {
    const since = performance.now();
    const said = await attempt(async () => {});
    if (said === undefined) tell('!', id, since, 'Nothing was changed, and it was not let in.');
  }
  for (const mutation of firstOfEach(chosen)) {
    const since = performance.now();
    const said = await sound(mutation);
    if (said !== undefined) tell('!', mutation.id, since, `Nothing was changed: ${said}`);
  }
  for (const mutation of chosen) {
    const since = performance.now();
    const said = await noticed(mutation);
    tell(said === undefined ? '✗' : '✓', mutation.id, since, said ?? 'Nobody noticed.');
  }
  return wrong === 0 && chosen.length > 0 ? 0 : 1;
}

/** One mutation for each thing that shows any. */
function firstOfEach(chosen: readonly Mutation[]): readonly Mutation[] {
  return [...new Map(chosen.toReversed().map((mutation) => [nameOf(mutation), mutation])).values()];
}

function nameOf({ id, shown }: Mutation): string {
  switch (shown.by) {
    case 'story':
      return `${shown.story.name}, ${shown.of ?? 'principals'}`;
    case 'doors':
      return `${shown.identity}, repository: ${shown.repository}`;
    case 'attempt':
    case 'third-event':
      return id;
  }
}

process.exitCode = await main(process.argv.slice(2));
