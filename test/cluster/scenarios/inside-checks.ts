import { systemClock } from '../../../adapters/clock/system-clock.ts';
import { clusterAccess } from '../../../adapters/kubernetes/kube-config.ts';
import { KubernetesCluster } from '../../../adapters/kubernetes/kubernetes-cluster.ts';
import { digestOf } from '../../../domain/digest.ts';
import { parseDigestReference } from '../../../domain/image.ts';
import type { Run } from '../../../domain/run-order.ts';
import { referenceOf } from '../../../engine/rollout/cluster.ts';
import { checksJobOf, readChecks } from '../../../engine/verification/checks-job.ts';
import { judgeChecks } from '../../../engine/verification/judge-checks.ts';
import { type ChecksEnd, runChecks } from '../../../engine/verification/run-checks.ts';
import type { Check, Surroundings } from '../scenario-run/check.ts';
import { openStage } from '../scenario-run/stage.ts';
import { absent } from './absent-image.ts';

const CHECKS = 'checks-dev';
const STORIES = ['passes', 'fails', 'hangs', 'has no image', 'is cancelled'] as const;
type Story = (typeof STORIES)[number];

const COMMANDS: Readonly<Record<Story, string>> = {
  passes: 'echo 12 passed',
  fails: 'echo the page is gone; exit 3',
  hangs: 'echo waiting; sleep 600',
  'has no image': 'echo never',
  'is cancelled': 'sleep 600',
};

const WANTED: Readonly<
  Record<Story, readonly [kind: ChecksEnd['kind'], sentence: RegExp, printed: readonly string[]]>
> = {
  passes: ['passed', /^The checks passed in Job "checks-dev-/, ['12 passed']],
  fails: ['failed', /exit code 3.*Mend what they found/, ['the page is gone']],
  hangs: ['unknown', /did not end within 20 s/, ['waiting']],
  'has no image': ['unknown', /image/i, []],
  'is cancelled': ['unknown', /^Cancelled before Job .* Run the checks again\.$/, []],
};

/** Checks inside a tier, by the deployer's own Role; what their Job says is read once more, as the recorder does. */
export const INSIDE_CHECKS: readonly Check[] = [
  {
    name: 'checks inside a tier: a Job that passes, fails, hangs, has no image or is cancelled is told for what it is',
    async run(around) {
      const image = around.images('first');
      const stage = await openStage('inside', CHECKS, objectsOf(image, 'passes'), around);
      try {
        const told = await Promise.all(STORIES.map((story, index) => tell(story, index + 1, stage.namespace, around)));
        const problems = told.flatMap(({ problems: found }) => found);
        if (problems.length > 0) throw new Error(problems.join('\n'));
        return told.map(({ story, end }) => `${story}: ${end.sentence}`).join('\n');
      } finally {
        await stage.close();
      }
    },
  },
];

const objectsOf = (image: string, story: Story) => [
  {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: CHECKS },
    spec: {
      backoffLimit: 0,
      activeDeadlineSeconds: story === 'hangs' ? 20 : 300,
      podFailurePolicy: {
        rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
      },
      template: {
        spec: {
          restartPolicy: 'Never',
          automountServiceAccountToken: false,
          terminationGracePeriodSeconds: 1,
          containers: [
            {
              name: CHECKS,
              image: story === 'has no image' ? absent(image) : image,
              command: ['/bin/sh', '-c', COMMANDS[story]],
            },
          ],
        },
      },
    },
  },
];

async function tell(
  story: Story,
  id: number,
  namespace: string,
  { cluster: { kubectl, deployer }, images }: Surroundings,
) {
  const cluster = new KubernetesCluster(
    () => clusterAccess(deployer ?? kubectl.kubeconfig),
    systemClock,
    Math.random,
    () => {},
  );
  const image = images('first');
  const release = { repository: parseDigestReference(image).repository, digest: digestOf(story) };
  const manifests = objectsOf(image, story)
    .map((object) => JSON.stringify(object))
    .join('\n---\n');
  const run: Run = { id, attempt: 1, createdAt: '2026-12-01T09:00:00Z' };
  const cancelled = new AbortController();
  const begun = (line: string): void => {
    if (story === 'is cancelled' && line.startsWith('Running')) setImmediate(() => cancelled.abort());
  };
  const log = { info: begun, warning: () => {}, group: () => {} };
  const end = await runChecks(
    { namespace, release, manifests, run },
    { cluster, clock: systemClock, log, signal: cancelled.signal },
  );
  const wanted = checksJobOf(readChecks(manifests, namespace).job, release.digest, run);
  const found = await cluster.get(referenceOf(wanted, namespace));
  cluster.close();
  const [kind, sentence, printed] = WANTED[story];
  const again = judgeChecks(found, wanted, namespace);
  return {
    story,
    end,
    problems: [
      ...(end.kind === kind && sentence.test(end.sentence) ? [] : [`${story}: ${end.kind}, ${end.sentence}`]),
      ...(JSON.stringify(end.printed) === JSON.stringify(printed)
        ? []
        : [`${story}: wrote ${end.printed.join(' | ')}`]),
      ...(again.kind === kind ? [] : [`${story}, asked once more: ${again.kind}, ${again.sentence}`]),
      ...((found === undefined) === (kind === 'unknown' && story !== 'hangs')
        ? []
        : [`${story}: the Job ${found === undefined ? 'is gone' : 'is left'}`]),
    ],
  };
}
