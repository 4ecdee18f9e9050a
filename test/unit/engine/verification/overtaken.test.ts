import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../../domain/digest.ts';
import type { Outcome } from '../../../../domain/outcome.ts';
import type { KubernetesObject, ObjectReference } from '../../../../engine/rollout/cluster.ts';
import { overtaken } from '../../../../engine/verification/overtaken.ts';

const [OURS, OTHERS] = [digestOf('ours'), digestOf('others')];
const time = '2026-03-01T00:00:00Z';
const running = (annotations?: Readonly<Record<string, string>>) => ({
  get: async ({ kind, name }: ObjectReference): Promise<KubernetesObject | undefined> =>
    kind === 'Deployment' && annotations !== undefined
      ? { apiVersion: 'apps/v1', kind, metadata: { name, namespace: 'staging', annotations } }
      : undefined,
});
const asked = (annotations?: Readonly<Record<string, string>>, outcome: Outcome | undefined = 'complete') =>
  overtaken(
    [{ service: 'api', outcome, release: { repository: 'r.example/p/services/api', digest: OURS } }],
    { namespace: 'staging', run: 7 },
    running(annotations),
  );

describe('what a run rolled out, after its checks', () => {
  it.each([
    ['as it left it', { 'sluice.dev/release': OURS, 'sluice.dev/run': `${time} 7 1` }],
    ['by an earlier attempt of it', { 'sluice.dev/release': OURS, 'sluice.dev/run': `${time} 7 2` }],
    ['and nobody says who rolled it out', { 'sluice.dev/release': OURS }],
    ['without a workload', undefined],
  ])('still runs %s', async (_, annotations) => {
    expect(await asked(annotations)).toEqual([]);
  });

  it.each([
    ['another release runs', { 'sluice.dev/release': OTHERS, 'sluice.dev/run': `${time} 8 1` }, /run 8 has .*sha256/],
    ['another run went away and back', { 'sluice.dev/release': OURS, 'sluice.dev/run': `${time} 8 1` }, /again since/],
    ['somebody applied manifests', {}, /something that nobody knows/],
  ])('was overtaken where %s', async (_, annotations, says) => {
    expect(await asked(annotations)).toEqual([expect.stringMatching(says)]);
  });

  it.each(['skipped', 'superseded', undefined] as const)(
    'is not asked for where there was none (%s)',
    async (outcome) => {
      expect(await asked({ 'sluice.dev/release': OTHERS }, outcome ?? 'unknown')).toEqual([]);
    },
  );
});
