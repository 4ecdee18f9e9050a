import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../../../domain/digest.ts';
import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import { type HistoryEntry, manifestsDigest } from '../../../../../engine/rollout/state/history.ts';
import { readHistory, writeHistory } from '../../../../../engine/rollout/state/history-secret.ts';
import { UnusableHistory } from '../../../../../engine/rollout/state/unusable-history.ts';
import { edited, pack } from '../history-text.ts';

const PASSWORD = 'correct-horse-battery';
const SECRET = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'db', namespace: 'shop' },
  stringData: { PASSWORD },
};
const entry = (objects: readonly object[] = [SECRET]): HistoryEntry => ({
  key: digestOf('a'),
  state: 'good',
  release: { repository: 'registry.example/api', digest: digestOf('a') },
  commit: undefined,
  at: '2026-11-01T00:00:00.000Z',
  objects: objects as readonly KubernetesObject[],
});
const secret = (objects?: readonly object[]) => writeHistory([entry(objects)], 'api', 'shop');
const NAME = digestOf('a').replace(':', '-');
const only = (data: Readonly<Record<string, string>>) => ({ ...secret(), data });

function refused(kept: KubernetesObject): { readonly reason: string; readonly sentence: string } {
  try {
    readHistory(kept);
  } catch (error) {
    if (error instanceof UnusableHistory) return { reason: error.reason, sentence: error.message };
    throw error;
  }
  throw new Error('It was read.');
}

/** An object as an entry holds it whose digest somebody has computed anew, so that nothing but the object tells. */
const forged = (object: object): KubernetesObject => secret([object]);
const at = (change: object, metadata: object = {}) => ({
  ...{ apiVersion: 'v1', kind: 'ConfigMap' },
  ...change,
  metadata: { name: 'x', namespace: 'shop', ...metadata },
});

describe('a history that somebody has edited by hand', () => {
  it.each<readonly [string, KubernetesObject, string]>([
    ['what is not packed', only({ [NAME]: Buffer.from('{}').toString('base64') }), 'history-unreadable'],
    ['packed bytes that end too early', only({ [NAME]: pack('{}').slice(0, 20) }), 'history-unreadable'],
    [
      'what fills the memory when it is unpacked',
      only({ [NAME]: gzipSync(Buffer.alloc(17 * 1024 * 1024, ' ')).toString('base64') }),
      'history-unreadable',
    ],
    ['no JSON', only({ [NAME]: pack(`{"${PASSWORD}`) }), 'history-unreadable'],
    ['JSON that is no object', only({ [NAME]: pack('[]') }), 'history-unreadable'],
    ['nothing', only({ [NAME]: pack('null') }), 'history-unreadable'],
    ['a name that is no digest', only({ mine: pack('{}') }), 'history-unreadable'],
    ['a name of prototypes', only(JSON.parse(`{"__proto__":"${pack('{}')}"}`)), 'history-unreadable'],
    [
      'a name of prototypes in an object',
      edited(secret(), (text) => text.replace('"stringData":{', '"stringData":{"__proto__":{"a":1},')),
      'history-unreadable',
    ],
    [
      'the same, escaped',
      edited(secret(), (text) => text.replace('"stringData":{', '"stringData":{"\\u005f_proto__":{"a":1},')),
      'history-unreadable',
    ],
    ['a megabyte of nesting', only({ [NAME]: pack('['.repeat(1024 * 1024)) }), 'history-too-deep'],
    [
      'nesting one level too deep',
      only({ [NAME]: pack(`${'['.repeat(1001)}${']'.repeat(1001)}`) }),
      'history-too-deep',
    ],
    [
      'nesting in an object',
      edited(secret(), (text) =>
        text.replace('"stringData":{', `"deep":${'{"a":'.repeat(1000)}1${'}'.repeat(1000)},"stringData":{`),
      ),
      'history-too-deep',
    ],
    ['a state that is none', edited(secret(), (text) => text.replace('"good"', '"best"')), 'history-unreadable'],
    [
      'a state of the prototype',
      edited(secret(), (text) => text.replace('"good"', '"constructor"')),
      'history-unreadable',
    ],
    [
      'a release without digest',
      edited(secret(), (text) => text.replace(/"digest":"[^"]*"/, '"digest":"latest"')),
      'history-unreadable',
    ],
    [
      'a release without repository',
      edited(secret(), (text) => text.replace(/"repository":"[^"]*"/, '"repository":7')),
      'history-unreadable',
    ],
    [
      'a commit that is none',
      edited(secret(), (text) => text.replace('"state"', '"commit":"main","state"')),
      'history-unreadable',
    ],
    [
      'a time that is none',
      edited(secret(), (text) => text.replace('2026-11-01T00:00:00.000Z', 'yesterday')),
      'history-unreadable',
    ],
    [
      'a time after all others for ever',
      edited(secret(), (text) => text.replace('2026-', '+012026-')),
      'history-unreadable',
    ],
    [
      'objects that are none',
      edited(secret(), (text) => text.replace(/"objects":\[.*\]/, '"objects":"all"')),
      'history-unreadable',
    ],
    [
      'an object without kind',
      forged({ apiVersion: 'v1', metadata: { name: 'x', namespace: 'shop' } }),
      'history-unreadable',
    ],
    [
      'an object without name',
      forged({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'shop' } }),
      'history-unreadable',
    ],
    ['an object that is nothing', secret([null as unknown as object]), 'history-unreadable'],
    ['a kind that leads elsewhere', forged(at({ kind: 'secrets/../x' })), 'history-unreadable'],
    ['no kind', forged(at({ kind: '' })), 'history-unreadable'],
    ['a name that leads elsewhere', forged(at({}, { name: '../../default/secrets/x' })), 'history-unreadable'],
    ['a name that leads up', forged(at({}, { name: '..' })), 'history-unreadable'],
    ['a version that leads elsewhere', forged(at({ apiVersion: '../../api/v1' })), 'history-unreadable'],
    ['a version that leads up', forged(at({ apiVersion: 'x/../v1' })), 'history-unreadable'],
    ['an object of another namespace', forged(at({}, { namespace: 'kube-system' })), 'history-elsewhere'],
    [
      'an object of no namespace',
      forged({ apiVersion: 'x.dev/v1', kind: 'Widget', metadata: { name: 'x' } }),
      'history-elsewhere',
    ],
    [
      'a ClusterRole',
      forged(at({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole' })),
      'history-cluster-scoped',
    ],
    ['a namespace', forged(at({ kind: 'Namespace' }, { namespace: undefined })), 'history-cluster-scoped'],
    ['the history itself', forged(at({ kind: 'Secret' }, { name: 'sluice-history-api' })), 'history-kept-object'],
    ['evidence', forged(at({}, { name: 'sluice-evidence-api' })), 'history-kept-object'],
    [
      'the lock',
      forged(at({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease' }, { name: 'sluice-api' })),
      'history-kept-object',
    ],
  ])('is refused by its own word, without a word of what is in it: %s', (_, kept, reason) => {
    const told = refused(kept);
    expect(told.reason).toBe(reason);
    expect(told.sentence).toMatch(
      /^Entry "\S+" of Secret "sluice-history-api" is no history of Sluice: it .*\. Nothing was written\. Remove that entry, then try again: kubectl --namespace shop patch secret sluice-history-api --type json/,
    );
    expect(told.sentence).not.toContain(PASSWORD);
  });

  it('is unpacked to 16 MiB, and no further', () => {
    const told = (size: number) => refused(only({ [NAME]: pack(' '.repeat(size * 1024 * 1024)) })).sentence;
    expect(told(16)).toContain('it is no JSON');
    expect(told(17)).toContain('it cannot be unpacked');
  });

  it('is read where it is as deep as it may be, whatever stands in its texts', () => {
    const text = '{"a":'.repeat(997);
    const deep = JSON.parse(`${text}1${'}'.repeat(997)}`);
    const objects = [
      at({ data: { text: '[[[{{{ \\" ['.repeat(2_000), constructor: 'x' } }),
      at({ deep }, { name: 'y' }),
    ];
    expect(readHistory(secret(objects))).toEqual([entry(objects)]);
    expect(manifestsDigest(objects as readonly KubernetesObject[])).toMatch(/^sha256:/);
  });
});

describe('a Secret of that name', () => {
  it.each<readonly [string, object, string, RegExp]>([
    [
      'of another type',
      { type: 'Opaque' },
      'history-foreign',
      /has the type "Opaque", wanted "sluice\.dev\/history", so somebody else made it/,
    ],
    ['of no type', { type: undefined }, 'history-foreign', /has the type "undefined"/],
    [
      'without our label',
      { metadata: { name: 'sluice-history-api', namespace: 'shop' } },
      'history-foreign',
      /has the label app\.kubernetes\.io\/managed-by "", wanted "sluice"/,
    ],
    [
      'with the label of another',
      {
        metadata: { name: 'sluice-history-api', namespace: 'shop', labels: { 'app.kubernetes.io/managed-by': 'Helm' } },
      },
      'history-foreign',
      /"Helm"/,
    ],
    ['that is immutable', { immutable: true }, 'history-immutable', /is immutable/],
  ])('%s is left alone, and said', (_, change, reason, sentence) => {
    const told = refused({ ...secret(), ...change } as KubernetesObject);
    expect(told).toEqual({ reason, sentence: expect.stringMatching(sentence) });
    expect(told.sentence).toContain('Nothing was written.');
  });
});
