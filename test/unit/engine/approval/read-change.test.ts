import { describe, expect, it } from '@jest/globals';
import { parseCommitSha } from '../../../../domain/commit.ts';
import { readChange } from '../../../../engine/approval/change.ts';
import type { CommitFacts } from '../../../../engine/approval/commits.ts';
import { readBase } from '../../../../engine/approval/read-base.ts';
import type { KubernetesObject, ObjectReference } from '../../../../engine/rollout/cluster.ts';

const [RUNS, HEAD] = ['a', 'b'].map((digit) => parseCommitSha(digit.repeat(40)));
if (RUNS === undefined || HEAD === undefined) throw new Error('There are two commits.');
const object = (kind: string, name: string, more: object = {}): KubernetesObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'live', ...more },
});
const running = { annotations: { 'sluice.dev/commit': RUNS, 'sluice.dev/release': 'sha256:1' } };
const cluster = (...objects: readonly KubernetesObject[]) => ({
  get: async ({ kind, name, namespace }: ObjectReference) =>
    objects.find((one) => one.kind === kind && one.metadata.name === name && one.metadata.namespace === namespace),
});
const made = (sha: string, id: number): CommitFacts => {
  const signature = { account: { id, login: `account-${id}` }, name: '', email: '' };
  return { sha, message: '', author: signature, committer: signature };
};
const commits = {
  between: async (base: string, head: string) => (base === RUNS ? [made(head, 1)] : undefined),
  broughtBy: async (sha: string) => [made(sha, 2)],
};
const change = (...objects: readonly KubernetesObject[]) =>
  readChange({ service: 'api', namespace: 'live', head: HEAD }, { cluster: cluster(...objects), commits });

describe('what an approval replaces', () => {
  it('is what the workload says in the cluster', async () => {
    expect(await readBase(cluster(object('Deployment', 'api', running)), 'api', 'live')).toEqual({
      service: 'api',
      commit: RUNS,
      release: 'sha256:1',
    });
  });

  it('is the colour that has the traffic', async () => {
    const service = { ...object('Service', 'api'), spec: { selector: { 'sluice.dev/colour': 'green' } } };
    const blue = object('Deployment', 'api-blue', running);
    const green = object('Deployment', 'api-green', { annotations: { 'sluice.dev/commit': HEAD } });
    expect((await readBase(cluster(service, blue, green), 'api', 'live')).commit).toBe(HEAD);
  });

  it('is nothing where nothing runs, or what somebody else wrote', async () => {
    for (const objects of [[], [object('Deployment', 'api')], [object('Deployment', 'web', running)]])
      expect((await readBase(cluster(...objects), 'api', 'live')).commit).toBeUndefined();
  });
});

describe('what an approval lets in', () => {
  it('is all that is new to what runs', async () => {
    expect(await change(object('Deployment', 'api', running))).toMatchObject({
      commits: [{ sha: HEAD }],
      people: { accounts: [{ id: 1 }] },
    });
  });

  it('is what the new commit has brought, where nothing is known to run', async () => {
    expect((await change()).people.accounts).toEqual([{ id: 2, login: 'account-2' }]);
  });

  it('cannot be told where GitHub does not know what runs', async () => {
    const lost = { annotations: { 'sluice.dev/commit': HEAD } };
    expect(await change(object('Deployment', 'api', lost))).toMatchObject({
      commits: undefined,
      people: { accounts: [] },
    });
  });
});
