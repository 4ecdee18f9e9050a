import { assertNever } from '../../domain/brand.ts';
import { compareCounts, type Expected } from '../../domain/restore-drill/compare-counts.ts';
import type { DrillName } from '../../domain/restore-drill/drill-name.ts';
import type { Finding } from '../../domain/restore-drill/finding.ts';
import type { Counts, MadeBackup } from '../../domain/restore-drill/observed.ts';
import { readTimes } from '../../domain/restore-drill/read-times.ts';
import { currentCopy, lookedAt, newestBackup } from './look.ts';
import { type DrillProgress, type DrillStep, NOTHING_DONE, nextStep } from './next-step.ts';
import type { DrillPlan, DrillSituation } from './plan.ts';
import type { DrillPorts } from './ports.ts';

/** What a run has come to. */
export interface DrillResult {
  /** `good`: a copy was seen that has what the database had. Nothing but that is a proof. */
  readonly outcome: 'good' | 'bad' | 'started' | 'waiting';
  readonly findings: readonly Finding[];
  readonly copy: DrillName | undefined;
  /** What was restored. */
  readonly backup: MadeBackup | undefined;
  /** When the newest backup of this very database was made, in milliseconds since 1970; `undefined` where there is none. */
  readonly newestAt: number | undefined;
  /** What the copy has. */
  readonly counts: Counts | undefined;
}

/** Does one step after the other until there is something to say. What the cloud does not answer ends it as an error: that is neither
 *  a good drill nor a bad one. */
export async function runDrill(plan: DrillPlan, ports: DrillPorts): Promise<DrillResult> {
  const run = new DrillRun(plan, ports, await situationOf(plan, ports));
  await run.begin();
  for (;;) {
    const result = await run.take(run.next());
    if (result !== undefined) return result;
  }
}

async function situationOf({ location }: DrillPlan, { store, now }: DrillPorts): Promise<DrillSituation> {
  return { databases: await store.databases(), backups: await store.backups(location), now: now() };
}

class DrillRun {
  readonly #plan: DrillPlan;
  readonly #ports: DrillPorts;
  readonly #situation: DrillSituation;
  readonly #findings: Finding[];
  #known: DrillProgress = NOTHING_DONE;
  #backup: MadeBackup | undefined;
  #counts: Counts | undefined;

  constructor(plan: DrillPlan, ports: DrillPorts, situation: DrillSituation) {
    this.#plan = plan;
    this.#ports = ports;
    this.#situation = situation;
    this.#findings = [...lookedAt(situation, plan)];
  }

  /** Who finishes asks what became of the restore. */
  async begin(): Promise<void> {
    const copy = this.#copy;
    if (this.#plan.phase === 'start' || copy === undefined) return;
    this.#know({ restoring: await this.#ports.store.restoring(copy) });
  }

  next(): DrillStep {
    return nextStep(this.#situation, this.#known, this.#plan);
  }

  /** @returns what the run has come to, when it is over */
  async take(step: DrillStep): Promise<DrillResult | undefined> {
    switch (step.kind) {
      case 'refuse':
        return this.#over('started');
      case 'remove':
        return await this.#remove(step.copy, step.because);
      case 'start':
        return await this.#start(step.copy, step.backup);
      case 'wait':
        return this.#over('waiting');
      case 'compare':
        return await this.#compare(step.copy, step.backup);
      case 'say':
        this.#findings.push(...step.because);
        return this.#over(this.#known.compared ? 'good' : 'started');
      default:
        return assertNever(step);
    }
  }

  async #start(copy: DrillName, backup: MadeBackup): Promise<undefined> {
    const expected = await this.#readSource(backup);
    if (expected !== undefined) await this.#ports.counts.keep(backup.name, expected);
    await this.#ports.store.restore(backup.name, copy);
    this.#backup = backup;
    this.#know({ started: true });
  }

  async #compare(copy: DrillName, backup: MadeBackup): Promise<undefined> {
    const expected = (await this.#readSource(backup)) ?? (await this.#ports.counts.kept(backup.name));
    this.#backup = backup;
    this.#counts = await this.#ports.store.counts(copy);
    this.#findings.push(
      ...(expected === undefined
        ? [{ code: 'not-comparable', backup: backup.name, age: this.#situation.now - backup.snapshotAt } as const]
        : compareCounts(expected, this.#counts, copy)),
    );
    this.#know({ compared: true });
  }

  /** A copy that cannot be deleted stays data of users in a place that nobody expects: it is told, and stops nothing. */
  async #remove(copy: DrillName, because: readonly Finding[]): Promise<undefined> {
    this.#findings.push(...because);
    try {
      await this.#ports.store.remove(copy);
    } catch (cause) {
      const says = cause instanceof Error ? cause.message : String(cause);
      this.#findings.push({ code: 'not-removed', copy, says });
    }
    this.#know({ removed: [...this.#known.removed, copy] });
  }

  async #readSource({ snapshotAt }: MadeBackup): Promise<Expected | undefined> {
    const read = async (at: number) => await this.#ports.store.counts(this.#plan.database, at);
    const [first, ...others] = readTimes(snapshotAt, this.#ports.now());
    return first === undefined ? undefined : [await read(first), ...(await Promise.all(others.map(read)))];
  }

  #over(outcome: Exclude<DrillResult['outcome'], 'bad'>): DrillResult {
    const findings = this.#findings;
    return {
      outcome: findings.length > 0 ? 'bad' : outcome,
      findings,
      copy: this.#copy,
      backup: this.#backup,
      newestAt: newestBackup(this.#situation, this.#plan)?.snapshotAt,
      counts: this.#counts,
    };
  }

  get #copy(): DrillName | undefined {
    return currentCopy(this.#situation, this.#plan);
  }

  #know(more: Partial<DrillProgress>): void {
    this.#known = { ...this.#known, ...more };
  }
}
