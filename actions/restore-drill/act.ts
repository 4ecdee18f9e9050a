import type { DrillRecord } from '../../domain/restore-drill/drill-record.ts';
import { gaugesOf } from '../../domain/restore-drill/gauge.ts';
import { inSentences } from '../../domain/sentences.ts';
import { straysOf } from '../../engine/restore-drill/look.ts';
import type { DrillPlan } from '../../engine/restore-drill/plan.ts';
import type { AgeBoard, DrillStore, KeptCounts } from '../../engine/restore-drill/ports.ts';
import { type DrillResult, runDrill } from '../../engine/restore-drill/run-drill.ts';
import type { Ending, Invocation } from '../_shell/invocation.ts';
import type { restoreDrill } from './contract.ts';
import { type Drills, drillsOf } from './inputs.ts';
import { type Drilled, sentenceOf, summaryOf, worstOf } from './told.ts';

/** What the action asks, and where it writes. */
export interface World {
  readonly store: DrillStore;
  readonly records: KeptCounts & {
    add(record: DrillRecord): Promise<void>;
    lastGood(database: string): Promise<number | undefined>;
  };
  readonly ages: AgeBoard;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Drills one database after the other: what one of them comes to keeps no other from being drilled. */
export async function act(
  invocation: Invocation<typeof restoreDrill>,
  open: (given: Pick<Drills, 'project' | 'records' | 'token'>) => World,
): Promise<Ending> {
  const { github, log, output, summary } = invocation;
  const drills = drillsOf(invocation);
  const world = open(drills);
  const drilled: Drilled[] = [];
  for (const plan of drills.plans) drilled.push(await drilledOne(plan, drills, world, github));
  const [outcome, sentence] = [worstOf(drilled), sentenceOf(drilled)];
  output('outcome', outcome);
  output('sentence', sentence);
  log.info(sentence);
  summary(summaryOf(drilled, world.now()));
  const untold = await untoldAges(drilled, drills, world);
  if (outcome === 'bad' || outcome === 'unknown')
    return { ok: false, sentence: inSentences(sentence, ...untold), title: `Restore drill: ${outcome}` };
  return untold.length === 0
    ? { ok: true }
    : { ok: false, sentence: inSentences(...untold), title: 'Restore drill: ages are not told' };
}

/** Says to whoever watches how old things are. What they have not been told they sound for, in time: until then this run says it. */
async function untoldAges(
  drilled: readonly Drilled[],
  { watched }: Drills,
  { ages }: World,
): Promise<readonly string[]> {
  const known = drilled.map((each) => ({
    database: each.database,
    backup: each.outcome === 'unknown' ? undefined : each.newestAt,
    drill: each.lastGood,
  }));
  const gauges = gaugesOf(known, watched);
  try {
    if (gauges.length > 0) await ages.tell(gauges);
    return [];
  } catch (cause) {
    const says = cause instanceof Error ? cause.message : String(cause);
    return [`How old backups and drills are was told to nobody: ${says}`];
  }
}

async function drilledOne(
  plan: DrillPlan,
  { plans }: Drills,
  world: World,
  { runId, runAttempt }: Invocation<typeof restoreDrill>['github'],
): Promise<Drilled> {
  const { database } = plan;
  try {
    const found = await runDrill(plan, { ...world, counts: world.records });
    const result = plan === plans[0] ? withStrays(found, await strays(plans, world)) : found;
    if (result.outcome === 'good' || result.outcome === 'bad')
      await world.records.add(recordOf(plan, result, world.now(), { id: runId, attempt: runAttempt }));
    return { ...result, database, lastGood: await world.records.lastGood(database) };
  } catch (cause) {
    const says = cause instanceof Error ? cause.message : String(cause);
    return { outcome: 'unknown', says, database, lastGood: undefined };
  }
}

const strays = async (plans: readonly DrillPlan[], { store }: World) =>
  straysOf(
    { databases: await store.databases() },
    plans.map(({ database }) => database),
  );

/** What nobody's drill has made is told once, with the first database. */
const withStrays = (result: DrillResult, found: ReturnType<typeof straysOf>): DrillResult =>
  found.length === 0 ? result : { ...result, outcome: 'bad', findings: [...result.findings, ...found] };

const recordOf = (
  { project, database }: DrillPlan,
  { outcome, findings, backup, counts }: DrillResult,
  now: number,
  run: DrillRecord['run'],
): DrillRecord => ({
  schema: 'sluice.restore-drill/v1',
  project,
  database,
  outcome: outcome === 'good' ? 'good' : 'bad',
  findings: findings.map(({ code }) => code),
  ...(backup === undefined
    ? {}
    : { backup: { name: backup.name, snapshotAt: new Date(backup.snapshotAt).toISOString() } }),
  ...(counts === undefined ? {} : { counts }),
  at: new Date(now).toISOString(),
  run,
});
