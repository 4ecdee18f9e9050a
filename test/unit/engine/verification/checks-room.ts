import { digestOf } from '../../../../domain/digest.ts';
import type { Run } from '../../../../domain/run-order.ts';
import type { KubernetesObject } from '../../../../engine/rollout/cluster.ts';
import { checksJobOf, readChecks } from '../../../../engine/verification/checks-job.ts';
import { runChecks } from '../../../../engine/verification/run-checks.ts';
import type { RunScript } from '../../../../rehearsal/cluster/kubelet/scripted/script.ts';
import { NAMESPACE } from '../rollout/cluster-room.ts';
import { DeliveryRoom } from '../rollout/delivery-room.ts';

export const REPOSITORY = 'registry.example/services/checks-staging';
export const IMAGE = `${REPOSITORY}@${digestOf('checks')}`;
export const RELEASE = { repository: REPOSITORY, digest: digestOf('release of the checks') };
export const RUN: Run = { id: 7, attempt: 1, createdAt: '2026-12-01T09:00:00Z' };

/** The release of checks in a tier, as it is formed. */
export const checksText = (
  change: { readonly image?: string; readonly needs?: string; readonly deadline?: number } = {},
) =>
  [
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'checks-staging', annotations: { 'sluice.dev/needs': change.needs ?? '' } },
      spec: {
        backoffLimit: 0,
        activeDeadlineSeconds: change.deadline ?? 600,
        podFailurePolicy: {
          rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
        },
        template: {
          spec: {
            restartPolicy: 'Never',
            serviceAccountName: 'checks-staging',
            containers: [
              { name: 'checks-staging', image: change.image ?? IMAGE, command: ['/bin/sh', '-c', 'pytest .'] },
            ],
          },
        },
      },
    },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'checks-staging' } },
  ]
    .map((object) => JSON.stringify(object))
    .join('\n---\n');

/** The Job that a run makes of it. */
export const wantedJob = (run: Run = RUN, digest: string = RELEASE.digest, text = checksText()): KubernetesObject =>
  checksJobOf(readChecks(text, NAMESPACE).job, digest, run);

/** A namespace in which checks do as the test says. */
export function checksRoom(script: RunScript | 'no image') {
  const room =
    script === 'no image'
      ? new DeliveryRoom({ gone: 'not-found' })
      : new DeliveryRoom({}, { containers: { 'checks-staging': () => ({ runs: [script] }) } });
  const log: string[] = [];
  const abort = new AbortController();
  const ports = {
    cluster: room.cluster,
    clock: room.clock,
    signal: abort.signal,
    log: {
      info: (line: string) => log.push(line),
      warning: (line: string) => log.push(line),
      group: (title: string, lines: readonly string[]) => log.push(title, ...lines),
    },
  };
  return {
    room,
    log,
    abort,
    begin: (change: { readonly run?: Run; readonly text?: string } = {}) =>
      runChecks(
        { namespace: NAMESPACE, release: RELEASE, manifests: change.text ?? checksText(), run: change.run ?? RUN },
        ports,
      ),
    ran: (change: { readonly run?: Run; readonly text?: string } = {}) =>
      room.until(
        runChecks(
          { namespace: NAMESPACE, release: RELEASE, manifests: change.text ?? checksText(), run: change.run ?? RUN },
          ports,
        ),
      ),
    jobs: () => room.objects('Job'),
  };
}
