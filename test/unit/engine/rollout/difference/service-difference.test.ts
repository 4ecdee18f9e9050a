import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../../domain/seconds.ts';
import { blueGreen, rolling, type Strategy } from '../../../../../domain/strategy.ts';
import { type Cluster, Refusal } from '../../../../../engine/rollout/cluster.ts';
import { dryCluster } from '../../../../../engine/rollout/difference/dry-cluster.ts';
import { type PlannedService, serviceDifference } from '../../../../../engine/rollout/difference/service-difference.ts';
import { parseManifests } from '../../../../../engine/rollout/manifests.ts';
import { sameCluster } from '../../../../../engine/rollout/same-cluster.ts';
import { stateKey } from '../../../../../engine/rollout/state/history.ts';
import { readRunning } from '../../../../../engine/rollout/state/running-workload.ts';
import { NAMESPACE } from '../cluster-room.ts';
import { deployable, EmbeddedRoom } from '../embedded-room.ts';
import { image } from '../releases.ts';

/** Says no to whatever would be written. */
const readOnly = (cluster: Cluster): Cluster =>
  sameCluster(cluster, {
    apply: (object, options) => {
      if (options?.dryRun !== true) throw new Error(`${object.kind} "${object.metadata.name}" was written.`);
      return cluster.apply(object, options);
    },
    patch: (seen, change, options) => {
      if (options?.dryRun !== true) throw new Error(`${seen.kind} "${seen.name}" was patched.`);
      return cluster.patch(seen, change, options);
    },
    delete: ({ kind, name }) => {
      throw new Error(`${kind} "${name}" was deleted.`);
    },
  });

const CONFIG = `
---
apiVersion: v1
kind: ConfigMap
metadata: { name: words }
data: { greeting: hello }
`;

class Room extends EmbeddedRoom {
  constructor(strategy: Strategy = rolling()) {
    super(['good', 'good-next']);
    this.strategy = strategy;
  }

  async difference(text: string, change: Partial<PlannedService> = {}) {
    const { history } = await readRunning(this.api, { service: 'api', namespace: NAMESPACE });
    const manifests = parseManifests(text, NAMESPACE);
    return await serviceDifference(dryCluster(readOnly(this.api)), {
      service: 'api',
      namespace: NAMESPACE,
      manifests,
      strategy: this.strategy,
      takeOver: [],
      prune: false,
      history,
      key: stateKey(undefined, manifests.objects),
      ...change,
    });
  }

  async changed(text: string, change: Partial<PlannedService> = {}) {
    return (await this.difference(text, change)).objects.filter(({ kind }) => kind !== 'same');
  }
}

const roomWith = async (text: string, strategy?: Strategy): Promise<Room> => {
  const room = new Room(strategy);
  const { outcome } = await room.rollOut('good', { manifests: text });
  expect(outcome).toBe('complete');
  return room;
};

describe('what a rollout would change', () => {
  it('is everything where nothing runs', async () => {
    expect(await new Room().changed(deployable('good'))).toEqual([
      { kind: 'created', name: 'Service "api"' },
      { kind: 'created', name: 'Deployment "api"' },
    ]);
  });

  it('is nothing where the same runs, whichever run wrote it', async () => {
    const room = await roomWith(deployable('good'));
    expect((await room.difference(deployable('good'))).objects).toEqual([
      { kind: 'same', name: 'Service "api"' },
      { kind: 'same', name: 'Deployment "api"' },
    ]);
  });

  it('is told field by field, as the server would have them', async () => {
    const room = await roomWith(`${deployable('good')}${CONFIG}`);
    const next = `${deployable('good-next', { replicas: 3 })}${CONFIG.replace('hello', 'good day')}`;
    expect(await room.changed(next)).toEqual([
      {
        kind: 'changed',
        name: 'ConfigMap "words"',
        fields: [{ field: 'data.greeting', before: 'hello', after: 'good day' }],
      },
      {
        kind: 'changed',
        name: 'Deployment "api"',
        fields: [
          { field: 'spec.replicas', before: 2, after: 3 },
          {
            field: 'spec.template.spec.containers[api].image',
            before: image('good'),
            after: image('good-next'),
          },
        ],
      },
    ]);
  });

  it('takes back a field that the manifests no longer have', async () => {
    const room = await roomWith(deployable('good'));
    const without = deployable('good').replace('readinessProbe', 'livenessProbe');
    const [deployment] = await room.changed(without);
    expect(deployment?.kind === 'changed' && deployment.fields.map(({ field }) => field)).toEqual([
      'spec.template.spec.containers[api].livenessProbe',
      'spec.template.spec.containers[api].readinessProbe',
    ]);
  });

  it('says of what is no longer in the manifests whether it would stay, and why', async () => {
    const room = await roomWith(`${deployable('good')}${CONFIG}`);
    expect(await room.changed(deployable('good'))).toEqual([
      { kind: 'left', name: 'ConfigMap "words"', why: 'nothing is deleted without prune' },
    ]);
    expect(await room.changed(deployable('good'), { prune: true })).toEqual([
      { kind: 'removed', name: 'ConfigMap "words"' },
    ]);
    room.change('ConfigMap', 'words', (object) => ({ ...object, data: { greeting: 'mine' } }));
    expect(await room.changed(deployable('good'), { prune: true })).toEqual([
      { kind: 'left', name: 'ConfigMap "words"', why: '"somebody" has written it since' },
    ]);
  });

  it('is refused where the server refuses, and names what cannot be', async () => {
    const room = await roomWith(deployable('good'));
    const other = deployable('good').replace('matchLabels: { app: api }', 'matchLabels: { app: api, tier: x }');
    const [deployment] = await room.changed(other.replace('labels: { app: api }', 'labels: { app: api, tier: x }'));
    expect(deployment).toMatchObject({ kind: 'refused', name: 'Deployment "api"' });
  });

  it('is refused where somebody else has taken a field, as the rollout would be', async () => {
    const room = await roomWith(`${deployable('good')}${CONFIG}`);
    room.change('ConfigMap', 'words', (object) => ({ ...object, data: { greeting: 'mine' } }));
    const [words] = await room.changed(`${deployable('good')}${CONFIG}`);
    expect(words).toMatchObject({ kind: 'refused', name: 'ConfigMap "words"' });
    expect(await room.changed(`${deployable('good')}${CONFIG}`, { takeOver: ['somebody'] })).toEqual([
      {
        kind: 'changed',
        name: 'ConfigMap "words"',
        fields: [{ field: 'data.greeting', before: 'mine', after: 'hello' }],
      },
    ]);
  });

  it('is refused of what may not be looked at, which is not taken for new', async () => {
    const room = await roomWith(`${deployable('good')}${CONFIG}`);
    const get: Cluster['get'] = (reference) =>
      reference.kind === 'ConfigMap' ? Promise.reject(new Refusal(403, 'Forbidden', 'No.')) : room.api.get(reference);
    const manifests = parseManifests(`${deployable('good')}${CONFIG}`, NAMESPACE);
    const { objects } = await serviceDifference(sameCluster(dryCluster(room.api), { get }), {
      ...{ service: 'api', namespace: NAMESPACE, manifests, strategy: rolling(), takeOver: [], prune: false },
      ...{ history: [], key: 'sha256:0' },
    });
    expect(objects).toContainEqual({ kind: 'refused', name: 'ConfigMap "words"', sentences: ['No.'] });
  });

  it('tells keys of Secrets, and no value, however short', async () => {
    const secret = (value: string) =>
      `${deployable('good')}---\napiVersion: v1\nkind: Secret\nmetadata: { name: key }\nstringData: { pin: "${value}" }\n`;
    const room = await roomWith(secret('12'));
    expect(await room.changed(secret('34'))).toEqual([
      { kind: 'changed', name: 'Secret "key"', fields: [{ field: 'data.pin', before: '***', after: '***' }] },
    ]);
  });

  it('compares the copy that has the traffic, and is nothing where blue-green runs the same', async () => {
    const room = await roomWith(deployable('good'), blueGreen({ bake: seconds(1), scaleDownDelay: seconds(1) }));
    expect((await room.difference(deployable('good'))).objects).toEqual([
      { kind: 'same', name: 'Service "api"' },
      { kind: 'same', name: 'Deployment "api-blue"' },
    ]);
    expect(await room.changed(deployable('good-next'))).toEqual([
      {
        kind: 'changed',
        name: 'Deployment "api-blue"',
        fields: [
          { field: 'spec.template.spec.containers[api].image', before: image('good'), after: image('good-next') },
        ],
      },
    ]);
  });

  it('names Jobs, which run with each new release', async () => {
    const job = `---\napiVersion: batch/v1\nkind: Job\nmetadata: { name: migrate }\nspec: { template: { spec: { restartPolicy: Never, containers: [{ name: m, image: "${image('good')}" }] } } }\n`;
    const { notes } = await new Room().difference(`${deployable('good')}${job}`);
    expect(notes).toContain('Job "migrate" runs once with each new release.');
  });
});

describe('a cluster that may only be asked', () => {
  it('makes a dry run of every write, and deletes nothing', async () => {
    const room = await roomWith(deployable('good'));
    const dry = dryCluster(room.api);
    const live = await room.get('Deployment', 'api');
    if (live === undefined) throw new Error('There is no Deployment.');
    const seen = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: NAMESPACE,
      name: 'api',
      uid: live.metadata.uid ?? '',
      resourceVersion: live.metadata.resourceVersion ?? '',
    };
    await dry.apply({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'new', namespace: NAMESPACE } });
    await dry.patch(seen, { spec: { replicas: 9 } });
    await expect(dry.delete(seen)).rejects.toThrow('nothing may be written');
    expect(room.object('ConfigMap', 'new')).toBeUndefined();
    expect(room.object('Deployment', 'api')?.metadata.resourceVersion).toBe(live.metadata.resourceVersion);
  });
});
