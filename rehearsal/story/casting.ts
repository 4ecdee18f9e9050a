import { rmSync } from 'node:fs';
import type { Clock } from '../cluster/clock.ts';
import type { JobReporter, JobRequest, RunnerResult } from '../runner/job-request.ts';
import { type HandedJob, hostedRunner } from '../runner/runner.ts';
import type { StepStandIn } from '../runner/step-stand-in.ts';
import { fits } from './compare-steps.ts';
import type { Moment } from './moment.ts';
import { type Company, LOST, type Role, runsJobs } from './role.ts';

/** What a role needs of the act that it is played in. */
export interface Scenery {
  readonly clock: Clock;
  readonly company: Company;
  /** Resolves when the moment has come, or when it never will. */
  until(moment: Moment): Promise<void>;
  /** A job that hung was ended. */
  hung(job: HandedJob, minutes: number): void;
  /** The job is really run; call what it returns when it has ended. */
  busy(): () => void;
  /** The job does nothing from now on until something happens to it; call what it returns when it goes on. */
  parked(): () => void;
}

const CANCELLED: RunnerResult = { result: 'cancelled', outputs: {}, environmentUrl: '' };
const MINUTE = 60_000;

/** The output of a login that nobody may see. */
const SECRETS = { auth_token: 'a-token-that-opens-nothing' };

/** Plays one job as its role says. */
export async function playRole(
  role: Role | undefined,
  job: HandedJob,
  request: JobRequest,
  scenery: Scenery,
): Promise<RunnerResult> {
  const outputs = (role !== undefined && 'outputs' in role ? role.outputs : undefined) ?? {};
  const stepByStep = (more: Pick<StepStandIn, 'failure'> = {}, asked = request): Promise<RunnerResult> =>
    really(job, { ...asked, stepStandIn: { outputs, secrets: SECRETS, ...more } }, scenery);
  const passes = (asked = request): Promise<RunnerResult> =>
    scenery.company === 'stand-ins for steps' ? stepByStep({}, asked) : standIn(asked, outputs);
  const itself = (asked = request): Promise<RunnerResult> =>
    runsJobs(scenery.company) ? really(job, asked, scenery) : passes(asked);
  switch (role?.plays) {
    case undefined:
      return itself();
    case 'itself':
      return really(job, request, scenery);
    case 'passes':
      return passes();
    case 'fails':
      if (role.step !== undefined) return stepByStep({ failure: failureOf(role.step, role.says) });
      leave(request);
      if (role.outputs === undefined) throw new Error(role.says);
      say(request, role.says);
      return { result: 'failure', outputs, environmentUrl: '' };
    case 'hangs':
      return hang(job, request, scenery);
    case 'is held': {
      const goOn = scenery.parked();
      const ended = await Promise.race([ending(request), allOf(role.until, scenery).then(() => false)]);
      goOn();
      return ended ? leave(request) : itself();
    }
    case 'is lost':
      if (role.when === undefined) leave(request);
      else await loseAt(role.when, request, itself, scenery);
      throw new Error(LOST);
  }
}

const failureOf = (step: string | RegExp, says: string): NonNullable<StepStandIn['failure']> => ({
  isMeant: (run) => fits(step, run),
  says,
});

const allOf = (moments: Moment | readonly Moment[], { until }: Scenery): Promise<unknown> =>
  Promise.all([moments].flat().map(until));

/** An error of the one step that a stand-in would have. */
const say = ({ job: { place }, reporter }: JobRequest, message: string): void =>
  reporter.annotation({ number: 1, id: '', name: '', place }, { level: 'error', message, properties: {} });

async function really(job: HandedJob, request: JobRequest, { busy }: Scenery): Promise<RunnerResult> {
  const done = busy();
  try {
    return await hostedRunner(job, request);
  } finally {
    done();
  }
}

async function standIn(request: JobRequest, outputs: Readonly<Record<string, string>>): Promise<RunnerResult> {
  leave(request);
  return request.cancel.aborted ? CANCELLED : { result: 'success', outputs, environmentUrl: '' };
}

async function hang(job: HandedJob, request: JobRequest, { clock, hung, parked }: Scenery): Promise<RunnerResult> {
  const goOn = parked();
  const since = clock.now();
  // Looked at in the very instant of the end: the clock may be put forward before anybody hears of it.
  await ending(request, () => hung(job, Math.round((clock.now() - since) / MINUTE)));
  goOn();
  return leave(request);
}

/** Nothing of the job goes on from the moment on, not even what `always()` asks for. */
async function loseAt(
  moment: Moment,
  request: JobRequest,
  run: (request: JobRequest) => Promise<RunnerResult>,
  { until }: Scenery,
): Promise<void> {
  const gone = new AbortController();
  const running = run({
    ...request,
    reporter: untilGone(request.reporter, gone.signal),
    abandon: AbortSignal.any([request.abandon, gone.signal]),
  });
  await Promise.race([until(moment), running]);
  gone.abort();
  await running;
}

/** Whoever is gone reports nothing more, not even that it was killed. */
const untilGone = (reporter: JobReporter, gone: AbortSignal): JobReporter => ({
  stepStarted: (...told) => gone.aborted || reporter.stepStarted(...told),
  line: (...told) => gone.aborted || reporter.line(...told),
  annotation: (...told) => gone.aborted || reporter.annotation(...told),
  stepEnded: (...told) => gone.aborted || reporter.stepEnded(...told),
  summary: (...told) => gone.aborted || reporter.summary(...told),
});

/** Resolves when the job is ended from outside. */
const ending = ({ cancel, abandon }: JobRequest, at: () => void = () => {}): Promise<true> =>
  new Promise((resolve) => {
    const either = AbortSignal.any([cancel, abandon]);
    const end = (): void => {
      at();
      resolve(true);
    };
    if (either.aborted) end();
    else either.addEventListener('abort', end, { once: true });
  });

/** Its machine is still empty. */
function leave({ machine }: JobRequest): RunnerResult {
  rmSync(machine.folder, { recursive: true, force: true });
  return CANCELLED;
}
