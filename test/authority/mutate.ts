import { parseArgs } from 'node:util';
import { generatedFiles } from '../../cli/generated-files.ts';
import { platform } from '../../examples/ai-agent-platform/delivery.ts';
import { type Case, casesOf } from '../drill/cases.ts';
import type { FileMutation } from '../drill/mutations/mutation.ts';
import { Crew } from '../drill/play/crew.ts';
import { playAll } from '../drill/play/performances.ts';
import { verdictLine } from '../drill/report/lines.ts';
import { exitWith } from '../exit-with.ts';
import { whoGetsInWrongly } from './claims/who-gets-in.ts';
import { conditionMutations, IDENTITIES } from './mutations/identities.ts';
import { authoritySubject } from './subject.ts';

const USAGE = `npm run mutate:authority -- [--only ID]... [--list] [--processes N]
  takes away one condition or right after the other: each has to let somebody else in, or keep an honest delivery from its end.
  --only  only these; * stands for any part of an id    --list  shows all, and plays nothing`;

async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      list: { type: 'boolean', default: false },
      processes: { type: 'string', default: '2' },
    },
  });
  const identities = generatedFiles(platform).find(({ path }) => path === IDENTITIES)?.content ?? '';
  const conditions = casesOf({ mutations: conditionMutations(identities) }, values.only);
  const rights = casesOf(authoritySubject(), values.only);
  const all = [...conditions, ...rights];
  if (all.length === 0) throw new Error(`Nothing has an id like ${values.only.join(' or ')}.\n${USAGE}`);
  if (values.list) {
    for (const { mutation } of all) console.log(`${mutation.id} (${mutation.file}:${mutation.line}): ${mutation.what}`);
    return 0;
  }
  const since = Date.now();
  const unbent = await whoGetsInWrongly(identities);
  if (unbent !== undefined) throw new Error(`With nothing taken away: ${unbent}`);
  const missed = [...(await asked(conditions)), ...(await played(rights, Number(values.processes)))];
  for (const { id, what } of missed) console.log(`Nobody noticed ${id}: ${what}.`);
  const minutes = ((Date.now() - since) / 60_000).toFixed(1);
  console.log(`${all.length - missed.length} of ${all.length} noticed in ${minutes} minutes.`);
  return missed.length === 0 ? 0 : 1;
}

/** Whoever asks the cloud. @returns what nobody noticed */
async function asked(conditions: readonly Case[]): Promise<readonly FileMutation[]> {
  const missed: FileMutation[] = [];
  for (const { mutation } of conditions) {
    const noticed = await whoGetsInWrongly(mutation.text);
    console.log(`${noticed === undefined ? '✗' : '✓'} ${mutation.id}: ${noticed ?? mutation.what}`);
    if (noticed === undefined) missed.push(mutation);
  }
  return missed;
}

/** An honest delivery. @returns what nobody noticed */
async function played(rights: readonly Case[], processes: number): Promise<readonly FileMutation[]> {
  const missed: FileMutation[] = [];
  await playAll(rights, new Crew('authority', processes), {
    mutation(one, verdict) {
      console.log(verdictLine(one, verdict));
      if (verdict.kind !== 'noticed') missed.push(one.mutation);
    },
    control({ acts }, verdict) {
      if (verdict.kind !== 'unnoticed')
        throw new Error(`With nothing taken away "${acts.at(-1)}" does not end as it states.`);
    },
  });
  return missed;
}

exitWith(main(process.argv.slice(2)));
