import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../domain/seconds.ts';
import { GRACES } from '../../../../domain/verdict/graces.ts';
import { Refusal } from '../../../../engine/rollout/cluster.ts';
import { DeliveryRoom } from './delivery-room.ts';
import { image, manifests } from './releases.ts';

describe('a good release', () => {
  it('is complete, recorded, and marked on the workload but not on its pods', async () => {
    const room = new DeliveryRoom();
    const result = await room.rollOut('one');
    expect(result).toMatchObject({
      outcome: 'complete',
      image: image('one'),
      rollback: undefined,
      recordProblem: undefined,
    });
    expect(room.lastState).toMatchObject({ phase: 'ended', outcome: 'complete' });
    expect(room.cluster.writes).toEqual([
      'Lease/sluice-api',
      'Lease/sluice-api',
      'Secret/sluice-history-api',
      'Service/api',
      'Deployment/api',
      'Secret/sluice-history-api',
      'Deployment/api',
      'Lease/sluice-api',
    ]);
    const workload = room.object('Deployment', 'api');
    expect(workload?.metadata.annotations).toMatchObject({
      'sluice.dev/commit': 'a'.repeat(40),
      'sluice.dev/run': '2026-11-23T11:01:00Z 1 1',
    });
    expect(JSON.stringify(workload?.['spec'])).not.toContain('sluice.dev');
    expect(room.cluster.openWatches).toBe(0);
  });

  it('asks the API server at most 35 times and 3 times an object, watches and renewals of a minute counted', async () => {
    const room = new DeliveryRoom();
    let calls = 0;
    const count = (name: 'get' | 'list' | 'apply' | 'patch' | 'watch', worth: number) => {
      const real = room.cluster[name].bind(room.cluster) as (...given: unknown[]) => never;
      room.cluster[name] = ((...given: unknown[]) => {
        calls += worth;
        return real(...given);
      }) as never;
    };
    for (const name of ['get', 'list', 'apply', 'patch'] as const) count(name, 1);
    // It lists, and then watches.
    count('watch', 2);
    const graces = { ...GRACES, stableFor: seconds(58) };
    expect(await room.rollOut('one', { graces })).toMatchObject({ outcome: 'complete', secondsToVerdict: 60 });
    expect(calls).toBeLessThanOrEqual(35 + 3 * 2);
  });

  it('takes the stable time and the controllers’ time, and no more', async () => {
    const { secondsToVerdict } = await new DeliveryRoom().rollOut('one');
    expect(secondsToVerdict).toBeCloseTo(12, 0);
  });

  it('is complete at once when it already runs', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    const again = await room.rollOut('one');
    expect(again).toMatchObject({
      outcome: 'complete',
      secondsToVerdict: 0,
      sentence: expect.stringContaining('nothing had to change'),
    });
  });

  it('keeps its record verifying while a later job verifies it', async () => {
    const room = new DeliveryRoom();
    expect(await room.rollOut('one', { verification: 'pending' })).toMatchObject({ outcome: 'complete' });
    expect(room.lastState).toEqual({ phase: 'verifying' });
  });
});

describe('a release that fails', () => {
  it('goes back to the last good one, all of it, with the replicas that ran before', async () => {
    const room = new DeliveryRoom({ two: 'not-found' });
    await room.rollOut('one');
    const result = await room.rollOut('two', { manifests: manifests('two', { replicas: 3 }) });
    expect(result).toMatchObject({
      outcome: 'rolled-back',
      class: 'image-not-found',
      rollback: 'complete',
      image: image('one'),
    });
    expect(room.liveImage).toBe(image('one'));
    expect(room.object('Deployment', 'api')).toMatchObject({ spec: { replicas: 2 } });
    expect(room.lastState).toMatchObject({ phase: 'ended', outcome: 'rolled-back' });
    expect(result.secondsToVerdict).toBeLessThan(20);
  });

  it('leads to what the pods of the failed one said in those minutes, and to no others', async () => {
    const room = new DeliveryRoom({ two: 'crash' });
    const logsProject = 'ai-agent-platform';
    expect((await room.rollOut('one', { logsProject })).report).not.toContain('/logs/query');
    const { report } = await room.rollOut('two', { logsProject });
    const link = /\]\((https:\/\/console\.cloud\.google\.com\/logs\/query;query=\S+\?project=ai-agent-platform)\)/.exec(
      report,
    );
    const query = decodeURIComponent(link?.[1] ?? '');
    const asked = [...query.matchAll(/"(api-[a-z0-9-]+)"/g)].map(([, pod]) => pod);
    const table = [...report.matchAll(/^\| (api-[a-z0-9-]+) \|/gm)].map(([, pod]) => pod);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked).toEqual(table);
    expect(query).toMatch(/namespace_name="production"\n/);
    expect(query).toMatch(/\ntimestamp>="2026-11-23T\d\d:\d\d:00Z"\ntimestamp<="2026-11-23T\d\d:\d\d:00Z"/);
  });

  it('leads nowhere where nobody knows whose logs these are', async () => {
    const room = new DeliveryRoom({ one: 'crash' });
    expect((await room.rollOut('one')).report).not.toContain('/logs/query');
  });

  it('never goes back to one that failed before', async () => {
    const room = new DeliveryRoom({ two: 'crash', three: 'crash' });
    await room.rollOut('one');
    expect(await room.rollOut('two')).toMatchObject({ outcome: 'rolled-back', class: 'crash-loop' });
    expect(await room.rollOut('three')).toMatchObject({ outcome: 'rolled-back' });
    expect(room.liveImage).toBe(image('one'));
  });

  it('goes back to what was good in the cluster, whatever a record says of it', async () => {
    const room = new DeliveryRoom({ three: 'crash' });
    await room.rollOut('one');
    await room.rollOut('two');
    await room.records.update(2, { phase: 'ended', outcome: 'failed', sentence: 'It is bad, says somebody.' });
    expect(await room.rollOut('three')).toMatchObject({ outcome: 'rolled-back' });
    expect(room.liveImage).toBe(image('two'));
  });

  it('reads no record', async () => {
    const room = new DeliveryRoom({ two: 'crash' });
    room.records.list = () => Promise.reject(new Error('502'));
    await room.rollOut('one');
    expect(await room.rollOut('two')).toMatchObject({ outcome: 'rolled-back', recordProblem: undefined });
    expect(room.log.join('\n')).not.toContain('502');
  });

  it('on a first deploy leaves the pods for inspection', async () => {
    const room = new DeliveryRoom({ one: 'crash' });
    const result = await room.rollOut('one');
    expect(result).toMatchObject({ outcome: 'failed', class: 'crash-loop', rollback: 'none-first-deploy' });
    expect(result.sentence).toMatch(/container "api" of pod "api-[a-z0-9]+-[a-z0-9]+".*exit code 3/);
  });

  it('goes back to what somebody else had put there before', async () => {
    const room = new DeliveryRoom({ two: 'crash' });
    await room.rollOut('one');
    room.remove('Secret', 'sluice-history-api');
    room.change('Deployment', 'api', (found) => ({ ...found, metadata: { ...found.metadata, annotations: {} } }));
    await room.pass(1_000);
    expect(await room.rollOut('two')).toMatchObject({ outcome: 'rolled-back' });
    expect(room.liveImage).toBe(image('one'));
  });

  it('is left as it is when rolling back is switched off', async () => {
    const room = new DeliveryRoom({ two: 'crash' });
    await room.rollOut('one');
    expect(await room.rollOut('two', { rollback: undefined })).toMatchObject({ outcome: 'failed', rollback: 'off' });
    expect(room.liveImage).toBe(image('two'));
  });

  it('ends as timeout when nothing closer is known and it could not be undone', async () => {
    const result = await new DeliveryRoom({ one: 'stuck' }).rollOut('one');
    expect(result).toMatchObject({ outcome: 'timeout', class: 'deadline', secondsToVerdict: 600 });
  });

  it('reports sentence first, then remedy, pods and lines that cannot act', async () => {
    const room = new DeliveryRoom({ one: 'crash' });
    const { report } = await room.rollOut('one');
    const lines = report.split('\n');
    expect(lines[0]).toMatch(/^\*\*failed \(crash-loop\)\*\*: Process of container/);
    expect(lines[2]).toMatch(/^\*\*Do this\*\*: /);
    for (const words of ['run 2 of api', 'run 1 of api']) expect(report).toContain(words);
    expect(report).not.toContain('hunter2');
    expect(
      room.log
        .join('\n')
        .split('\n')
        .filter((line) => /^\s*::/.test(line)),
    ).toEqual([]);
  });
});

describe('before the first write', () => {
  it.each([
    ['an image by tag', manifests('one').replace(/@sha256:[0-9a-f]+/, ':latest'), /latest.*A tag can be moved/],
    [
      'another namespace',
      manifests('one').replace('name: api }', 'name: api, namespace: other }'),
      /writes namespace "production" only/,
    ],
    ['no workload', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }', /There is nothing to roll out/],
    ['two workloads of one name', `${manifests('one')}---${manifests('two')}`, /each needs its own/],
    [
      'a cluster-scoped object',
      `${manifests('one')}---\napiVersion: v1\nkind: Namespace\nmetadata: { name: x }`,
      /Namespace "x" is cluster-scoped/,
    ],
    [
      'an unknown kind',
      `${manifests('one')}---\napiVersion: x.dev/v1\nkind: Mystery\nmetadata: { name: x }`,
      /knows no Mystery in x.dev\/v1/,
    ],
    ['a bare pod', 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }', /no rollout that could be watched/],
    ['no YAML', 'a: [', /This is no YAML/],
    [
      'a number that cannot be written exactly',
      `${manifests('one')}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\ndata: { at: [9007199254740993] }`,
      /ConfigMap\/x\.data\.at\[0\].*quote it/s,
    ],
  ])('%s is refused, by name', async (_, text, says) => {
    const room = new DeliveryRoom();
    const result = await room.rollOut('one', { manifests: text });
    expect(result.outcome).toBe('refused');
    expect(result.sentence).toMatch(says);
    expect(room.cluster.writes).toEqual([]);
    expect(room.lastState).toMatchObject({ phase: 'ended', outcome: 'refused' });
  });

  it('the server is asked for every object, and its no is final', async () => {
    const room = new DeliveryRoom();
    room.cluster.refuse = ({ kind }, { dryRun }) =>
      kind === 'Service' && dryRun ? new Refusal(422, 'Invalid', 'spec.ports: Required value') : undefined;
    const result = await room.rollOut('one');
    expect(result).toMatchObject({
      outcome: 'refused',
      sentence: expect.stringContaining('Service "api": spec.ports: Required value'),
    });
    expect(room.cluster.writes).toEqual([]);
  });

  it('fields of a foreign manager are refused with its name, those of kubectl are taken', async () => {
    const conflict = (manager: string) =>
      new Refusal(409, 'Conflict', 'conflict', [{ manager, field: '.spec.replicas' }]);
    const room = new DeliveryRoom();
    room.cluster.refuse = ({ kind }, { force }) =>
      kind === 'Deployment' && !force ? conflict('kubectl-client-side-apply') : undefined;
    expect(await room.rollOut('one')).toMatchObject({ outcome: 'complete' });
    expect(room.cluster.forced).toEqual(['Deployment/api']);
    room.cluster.refuse = ({ kind }) => (kind === 'Deployment' ? conflict('kube-controller-manager') : undefined);
    expect(await room.rollOut('two')).toMatchObject({
      outcome: 'refused',
      sentence: expect.stringMatching(/spec\.replicas belongs to "kube-controller-manager"/),
    });
  });

  it('a ConfigMap or a key of it that the pods need is missed, unless it comes along', async () => {
    const needs = (env: string) => manifests('one').replace('image: ', `${env}, image: `);
    const from = needs('envFrom: [{ configMapRef: { name: settings } }]');
    const key = needs('env: [{ name: MODE, valueFrom: { configMapKeyRef: { name: settings, key: mode } } }]');
    const settings = (data: string) =>
      `---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: ${data}`;
    const room = new DeliveryRoom();
    const says = async (text: string) => (await room.rollOut('one', { manifests: text })).sentence;
    expect(await says(from)).toContain(
      'Deployment "api" needs ConfigMap "settings", which does not exist in namespace "production"',
    );
    expect(await says(`${key}${settings('{ other: x }')}`)).toContain(
      'needs key "mode" of ConfigMap "settings", which has "other"',
    );
    expect(room.cluster.writes).toEqual([]);
    expect(await says(`${from}${settings('{}')}`)).toContain('runs the release');
  });

  it('a paused workload is refused', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    room.change('Deployment', 'api', (found) => ({ ...found, spec: { ...(found['spec'] as object), paused: true } }));
    expect(await room.rollOut('two')).toMatchObject({
      outcome: 'refused',
      sentence: expect.stringContaining('is paused'),
    });
  });
});
