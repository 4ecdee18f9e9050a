import { readFileSync } from 'node:fs';
import type { Annotation } from '../../../../rehearsal/runner/annotation.ts';
import type { StepResult } from '../../../../rehearsal/runner/job-request.ts';
import type { JobRecord } from '../../../../rehearsal/workflow/run-result.ts';
import { CHECKOUT, type Files, jobOf, type TestWorld } from '../workflow/world.ts';

/** What the steps of one job have left. */
export interface SeenSteps {
  readonly record: JobRecord;
  readonly log: string;
  /** Of the job's own steps, with those before and after. */
  readonly ends: readonly StepResult['conclusion'][];
  readonly names: readonly string[];
  readonly messages: readonly string[];
  readonly annotations: readonly Annotation[];
  /** Output lines that begin with a word and a colon, as the tests print them. */
  said(word: string): readonly string[];
}

export interface JobText {
  /** At the top of the file. */
  readonly head?: string;
  /** Keys of the job. */
  readonly job?: string;
  /** Files of the commit besides the workflow. */
  readonly files?: Files;
  /** Whether the files are in the workspace from the start. */
  readonly checkout?: boolean;
}

/** Runs a job `a` of these steps. */
export async function runSteps(world: TestWorld, text: string, options: JobText = {}): Promise<SeenSteps> {
  const { head = '', job = '', files = {}, checkout = false } = options;
  const steps = `${checkout ? `- uses: ${CHECKOUT}\n` : ''}${text}`.replace(/^/gm, '      ');
  const result = await world.run(
    `name: W\non: push\n${head}\njobs:\n  a:\n    runs-on: x\n    ${job.replaceAll('\n', '\n    ')}\n    steps:\n${steps}\n`,
    files,
  );
  const record = jobOf(result, 'a');
  const log = readFileSync(record.logFile, 'utf8');
  return {
    record,
    log,
    ends: record.steps.map(({ result: { conclusion } }) => conclusion),
    names: record.steps.map(({ step }) => step.name),
    messages: record.annotations.map(({ message }) => message),
    annotations: record.annotations,
    said: (word) => [...log.matchAll(new RegExp(`^${word}: (.*)$`, 'gm'))].map(([, rest = '']) => rest),
  };
}

/** An `action.yml` of a composite action. */
export const composite = (steps: string, rest = ''): string =>
  `${rest}\nruns:\n  using: composite\n  steps:\n${steps.replace(/^/gm, '    ')}\n`;
