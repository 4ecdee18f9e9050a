import type {
  Job,
  JobCallingReusableWorkflow,
  JobPermissions,
  JobStep,
  Triggers,
} from 'projen/lib/github/workflows-model.js';
import { parse } from 'yaml';

/** A workflow as projen's classes take it. */
export interface PeerWorkflow {
  readonly name: string;
  readonly on: Triggers;
  readonly jobs: Record<string, Job | JobCallingReusableWorkflow>;
}

interface FileJob {
  readonly name: string;
  readonly needs?: string[];
  readonly if?: string;
  readonly permissions: Record<string, string>;
  readonly uses?: string;
  readonly with?: Record<string, string>;
  readonly secrets?: Record<string, string>;
  readonly 'runs-on'?: string;
  readonly 'timeout-minutes'?: number;
  readonly environment?: unknown;
  readonly concurrency?: unknown;
  readonly outputs?: Record<string, string>;
  readonly steps?: (JobStep & { readonly 'working-directory'?: string })[];
}

/** One of our files, said again in projen's words: same triggers, jobs, steps and permissions. */
export function peerWorkflow(text: string): PeerWorkflow {
  const { name, on, jobs } = parse(text) as { name: string; on: Record<string, object>; jobs: Record<string, FileJob> };
  return {
    name: name.toLowerCase().replaceAll(' ', '-'),
    on: camelKeys(on, 2) as Triggers,
    jobs: Object.fromEntries(Object.entries(jobs).map(([id, job]) => [id, peerJob(job)])),
  };
}

const camel = (key: string): string => key.replace(/[-_](\w)/g, (_, letter: string) => letter.toUpperCase());

/** projen turns its camel case into GitHub's keys again; inputs and the like, deeper down, keep their names. */
const camelKeys = (value: unknown, depth: number): unknown =>
  depth === 0 || typeof value !== 'object' || value === null || Array.isArray(value)
    ? value
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [camel(key), camelKeys(inner, depth - 1)]));

function peerJob(job: FileJob): Job | JobCallingReusableWorkflow {
  const shared = {
    name: job.name,
    permissions: camelKeys(job.permissions, 1) as JobPermissions,
    ...(job.needs === undefined ? {} : { needs: job.needs }),
    ...(job.if === undefined ? {} : { if: job.if }),
    ...(job.concurrency === undefined ? {} : { concurrency: job.concurrency }),
  };
  if (job.uses !== undefined) return { ...shared, uses: job.uses, with: job.with ?? {}, secrets: job.secrets ?? {} };
  return {
    ...shared,
    runsOn: [job['runs-on'] ?? ''],
    timeoutMinutes: job['timeout-minutes'] ?? 0,
    ...(job.environment === undefined ? {} : { environment: job.environment }),
    outputs: Object.fromEntries(Object.entries(job.outputs ?? {}).map(([name, code]) => [name, stepOutput(code)])),
    steps: (job.steps ?? []).map(({ 'working-directory': workingDirectory, ...step }) =>
      workingDirectory === undefined ? step : { ...step, workingDirectory },
    ),
  };
}

const stepOutput = (code: string) => {
  const [, stepId = '', outputName = ''] = /steps\.([\w-]+)\.outputs\.([\w-]+)/.exec(code) ?? [];
  return { stepId, outputName };
};
