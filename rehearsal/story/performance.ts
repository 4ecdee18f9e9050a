import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import type { WorkflowRun } from '../github/model.ts';
import type { JobRequest, RunnerResult } from '../runner/job-request.ts';
import type { HandedJob } from '../runner/runner.ts';
import { DispatchRefused } from '../workflow/inputs.ts';
import type { RunResult } from '../workflow/run-result.ts';
import type { World } from '../world.ts';
import { playRole, type Scenery } from './casting.ts';
import { type Deed, nameOf } from './deed.ts';
import { setUp } from './environment-set-up.ts';
import { ACTOR, type Event, eventOf } from './event-of.ts';
import { forgeRecord } from './forged-record.ts';
import type { Moment } from './moment.ts';
import type { Quiet } from './quiet.ts';
import type { Company } from './role.ts';
import type { SeenRecord } from './seen.ts';
import type { SkippingClock } from './skipping-clock.ts';
import type { Played } from './stage.ts';
import type { Act } from './story.ts';
import type { Witness } from './witness.ts';

/** What a performance needs around it. */
export interface House {
  readonly world: World;
  readonly witness: Witness;
  readonly quiet: Quiet;
  readonly clock: SkippingClock;
  readonly company: Company;
  records(): readonly SeenRecord[];
  /** Rejects when something is broken that no run shows. */
  readonly broken: Promise<never>;
  /** Events that are being raised; whoever takes a job waits for them. */
  readonly raising: Set<Promise<unknown>>;
}

const MINUTE = 60_000;
/** Turns of the event loop in which a job that needs nothing from outside goes on to where it waits. */
const TURNS = 5;

/** One act as it is played: its deeds one after the other, and its runs to their end. */
export class Performance {
  readonly act: Pick<Act, 'deeds' | 'cast' | 'reviewers' | 'unset'>;
  readonly #house: House;
  readonly #by = new Map<number, string>();
  readonly #runs: WorkflowRun[] = [];
  /** Jobs that do nothing until something happens to them. */
  readonly #parked = new Set<JobRequest>();
  readonly #hung = new Map<number, Map<string, number>>();

  constructor(act: Performance['act'], house: House) {
    this.act = act;
    this.#house = house;
  }

  owns({ id }: WorkflowRun): boolean {
    return this.#by.has(id);
  }

  /** Variables that are not set in this act are set again after it. */
  async play(): Promise<Played> {
    const { variables } = this.#house.world.repository;
    const before = new Map(variables);
    for (const name of this.act.unset ?? []) variables.delete(name);
    try {
      return await this.#play();
    } finally {
      for (const [name, value] of before) variables.set(name, value);
    }
  }

  async #play(): Promise<Played> {
    const { witness, broken } = this.#house;
    const refusals: Record<string, string> = {};
    for (const deed of this.act.deeds) {
      await Promise.all([deed.when ?? []].flat().map((moment) => this.#until(moment)));
      const refusal = await this.#does(deed);
      if (refusal !== undefined) refusals[nameOf(deed)] = refusal;
    }
    const results = await Promise.race([this.#finished(), broken]);
    const runs = results.map((result) =>
      witness.seen(result, this.#by.get(result.run.id) ?? '', this.#hung.get(result.run.id)),
    );
    return { runs, refusals };
  }

  /** Plays a job of one of its runs. */
  async takeJob(job: HandedJob, request: JobRequest): Promise<RunnerResult> {
    const { clock, company, quiet } = this.#house;
    const by = this.#by.get(job.run.id);
    const role = this.act.cast?.find(({ job: path, of = by }) => path === job.path && of === by);
    const scenery: Scenery = {
      clock,
      company,
      until: (moment) => this.#until(moment),
      busy: () => quiet.busy(),
      parked: () => {
        this.#parked.add(request);
        return () => void this.#parked.delete(request);
      },
      hung: ({ run: { id }, path }, minutes) => {
        this.#hung.set(id, (this.#hung.get(id) ?? new Map()).set(path, minutes));
      },
    };
    return playRole(role, job, request, scenery);
  }

  /** @returns what GitHub says where it refuses it */
  async #does(deed: Deed): Promise<string | undefined> {
    switch (deed.do) {
      case 'cancel':
        for (const run of this.#runs) if (this.#by.get(run.id) === deed.of) this.#house.world.engine.cancel(run);
        return undefined;
      case 'back up':
        this.#house.world.databases.backUp(deed.database, deed.holds, deed.brings, Date.now());
        return undefined;
      case 'forge a record':
        await forgeRecord(this.#house.world, deed, this.#house.records());
        return undefined;
      case 'set up an environment':
        setUp(this.#house.world.repository, deed);
        return undefined;
      case 're-run failed jobs':
        this.#runAgain(deed);
        return undefined;
      case 'let time pass':
        await this.#letTimePass(deed.minutes, deed.until);
        return undefined;
      default:
        return this.#raise(deed);
    }
  }

  #runAgain(deed: Deed & { readonly do: 're-run failed jobs' }): void {
    const { world } = this.#house;
    const run = world.repository.runs.findLast(({ headBranch }) => headBranch === deed.branch);
    if (run === undefined) throw new Error(`The story is out of date: there was no run on ${deed.branch}.`);
    world.engine.rerun(run, { actor: ACTOR, failedOnly: true });
    this.#by.set(run.id, nameOf(deed));
    this.#runs.push(run);
  }

  async #raise(deed: Event): Promise<string | undefined> {
    const { quiet, raising } = this.#house;
    const done = quiet.busy();
    const raised = this.#started(deed);
    raising.add(raised);
    try {
      await raised;
      return undefined;
    } catch (error) {
      if (error instanceof DispatchRefused) return error.message;
      throw error;
    } finally {
      raising.delete(raised);
      done();
    }
  }

  async #started(deed: Event): Promise<void> {
    const { world, records, witness } = this.#house;
    const runs = await world.engine.trigger(await eventOf(world, deed, records()));
    for (const run of runs) this.#by.set(run.id, nameOf(deed));
    this.#runs.push(...runs);
    witness.lookAgain();
  }

  /** Resolves when the moment has come, or when nothing happens any more. */
  async #until(moment: Moment): Promise<void> {
    const { witness, quiet } = this.#house;
    const isMeant = ({ id }: WorkflowRun): boolean =>
      this.#by.has(id) && (moment.of === undefined || moment.of === this.#by.get(id));
    const { come, giveUp } = witness.until(moment, isMeant);
    const { atRest, callOff } = quiet.whenAtRest();
    await Promise.race([come, atRest]);
    giveUp();
    callOff();
  }

  async #letTimePass(minutes: number, until: Moment): Promise<void> {
    const { clock } = this.#house;
    let over = false;
    const watching = this.#until(until).then(() => {
      over = true;
    });
    for (let passed = 0; passed < minutes; passed += 1) {
      await this.#allParked();
      if (over) break;
      clock.skip(MINUTE);
    }
    await this.#allParked();
    if (!over) for (const run of this.#runs) this.#house.world.engine.cancel(run);
    await watching;
  }

  /** Time passes only for jobs that do nothing: what the last minute has ended or begun is done first. */
  async #allParked(): Promise<void> {
    do {
      for (let count = 0; count < TURNS; count += 1) await turn();
      await delay(1);
    } while (this.#house.witness.running((run) => this.owns(run)) > this.#parked.size);
  }

  /** What hangs when nothing else happens is cancelled: the act has to end, and what it hung for is told. */
  async #finished(): Promise<readonly RunResult[]> {
    const { world, quiet } = this.#house;
    const ended = Promise.all(this.#runs.map((run) => world.engine.finished(run)));
    const { atRest, callOff } = quiet.whenAtRest();
    const rested = await Promise.race([ended.then(() => false), atRest]);
    callOff();
    if (rested) for (const run of this.#runs) world.engine.cancel(run);
    return ended;
  }
}
