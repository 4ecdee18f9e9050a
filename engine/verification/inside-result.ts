import { assertNever } from '../../domain/brand.ts';
import type { Expected } from '../../domain/expected.ts';
import type { DigestReference } from '../../domain/image.ts';
import type { Run } from '../../domain/run-order.ts';
import type { CurrentRun } from '../records.ts';
import type { Registry } from '../registry.ts';
import { fetchExpected } from '../release/expected-release.ts';
import { type Cluster, type KubernetesObject, referenceOf } from '../rollout/cluster.ts';
import { checksJobOf, readChecks } from './checks-job.ts';
import type { VerificationResult } from './complete-records.ts';
import { type ChecksWord, judgeChecks } from './judge-checks.ts';

/** Checks that ran inside a tier, as this run was to run them. */
export interface InsideChecks extends Expected {
  readonly namespace: string;
  /** `undefined` where the job that runs them has found none. */
  readonly release: DigestReference | undefined;
}

export interface InsidePorts {
  readonly registry: Pick<Registry, 'blob' | 'manifest'>;
  readonly currentRun: CurrentRun;
  /** @throws when there is no kubeconfig. */
  cluster(): Pick<Cluster, 'get'>;
}

/** What a verification has shown, and why that is said. */
interface Shown {
  readonly result: VerificationResult | 'unknown';
  readonly sentences: readonly string[];
}

/** The result of a verification. Of checks that ran inside the tier their Job says it, which is read from the cluster: GitHub's word for the
 *  job that waited for it can only take a yes back. @throws {Refusal | Unreachable} unknown is not passed */
export async function insideResult(
  { result }: { readonly result: VerificationResult },
  checks: InsideChecks | undefined,
  ports: InsidePorts,
): Promise<Shown> {
  if (checks === undefined || result === 'cancelled' || result === 'skipped') return { result, sentences: [] };
  const word = await wordOf(checks, ports);
  const sentences = [word.sentence];
  switch (word.kind) {
    case 'passed':
      return result === 'success'
        ? { result, sentences }
        : {
            result: 'unknown',
            sentences: [...sentences, 'GitHub says that the job that waited for them failed: run it again.'],
          };
    case 'failed':
      return { result: 'failure', sentences };
    case 'unknown':
      return { result: 'unknown', sentences };
    default:
      return assertNever(word.kind);
  }
}

async function wordOf({ release, namespace, ...expected }: InsideChecks, ports: InsidePorts): Promise<ChecksWord> {
  if (release === undefined)
    return {
      kind: 'unknown',
      sentence: `The job of the checks has named no release of ${expected.service}, so none of them ran. Its log says why.`,
    };
  const [{ manifests }, run] = await Promise.all([
    fetchExpected(ports.registry, release, expected),
    ports.currentRun.read(),
  ]);
  const { job } = readChecks(manifests, namespace);
  const { found, wanted } = await newest(
    (each) => checksJobOf(job, release.digest, each),
    run,
    (wantedJob) => ports.cluster().get(referenceOf(wantedJob, namespace)),
  );
  return judgeChecks(found, wanted, namespace);
}

/** A job that is run again alone is a later attempt than the one of the checks: the newest Job of the run counts. */
async function newest(
  jobIn: (run: Run) => KubernetesObject,
  run: Run,
  look: (job: KubernetesObject) => Promise<KubernetesObject | undefined>,
): Promise<{ readonly found: KubernetesObject | undefined; readonly wanted: KubernetesObject }> {
  for (let attempt = run.attempt; attempt >= 1; attempt -= 1) {
    const wanted = jobIn({ ...run, attempt });
    const found = await look(wanted);
    if (found !== undefined) return { found, wanted };
  }
  return { found: undefined, wanted: jobIn(run) };
}
