import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { decodedMessage } from '../../../../../rehearsal/cluster/protobuf/decode.ts';
import { decodedDocument } from '../../../../../rehearsal/cluster/protobuf/envelope.ts';
import { bytesField, document, numberField } from './encode.ts';
import { KUBECTL_BODIES } from './kubectl-bodies.ts';

const UNSAID = { apiVersion: 'v1', kind: 'Pod' };
const pod = (...parts: readonly Buffer[]): unknown => decodedMessage('core.v1.Pod', Buffer.concat(parts));
const specOf = (decoded: unknown): Record<string, unknown> => (decoded as { spec: Record<string, unknown> }).spec;

const TESTDATA = JSON.parse(
  gunzipSync(
    Buffer.from(
      readFileSync(new URL('./kubernetes-testdata.txt', import.meta.url), 'utf8').replace(/^#.*$/m, ''),
      'base64',
    ),
  ).toString('utf8'),
) as Record<string, { readonly protobuf: string; readonly json: unknown }>;

describe('a document in protobuf is what Go would write as JSON', () => {
  it.each(KUBECTL_BODIES.map((body) => [body.command, body] as const))('%s', (_command, { body, object }) => {
    expect(decodedDocument(Buffer.from(body, 'base64'), UNSAID)).toEqual(object);
  });

  it.each(Object.keys(TESTDATA))("Kubernetes' own %s with every field set", (name) => {
    const { protobuf, json } = TESTDATA[name] ?? { protobuf: '', json: undefined };
    expect(decodedDocument(Buffer.from(protobuf, 'base64'), UNSAID)).toEqual(json);
  });
});

describe('what JSON shows of zeros', () => {
  it('keeps a zero behind a pointer, drops one that is omitted when empty, shows one that is always written', () => {
    const container = Buffer.concat([bytesField(1, ''), bytesField(2, '')]);
    const spec = Buffer.concat([bytesField(2, container), numberField(4, 0n), numberField(11, 0n)]);
    // name: always written; image, hostNetwork: omitted when empty; terminationGracePeriodSeconds: a pointer.
    expect(specOf(pod(bytesField(2, spec)))).toEqual({
      containers: [{ name: '', resources: {} }],
      terminationGracePeriodSeconds: 0,
    });
  });

  it('shows lists that are always written as null, and structs that are not pointers as empty', () => {
    expect(pod()).toEqual({ metadata: {}, spec: { containers: null }, status: {} });
  });

  it('drops a time that is zero where Go says omitzero and shows it as null elsewhere', () => {
    expect(decodedMessage('meta.v1.ObjectMeta', bytesField(8, ''))).toEqual({});
    expect(decodedMessage('apps.v1.DaemonSetCondition', bytesField(3, ''))).toEqual({
      type: '',
      status: '',
      lastTransitionTime: null,
    });
  });

  it('writes a port that nobody set as 0', () => {
    const named = Buffer.concat([numberField(1, 1n), bytesField(3, 'http')]);
    const target = (part: Buffer) =>
      (decodedMessage('core.v1.ServicePort', part) as Record<string, unknown>)['targetPort'];
    expect([target(Buffer.alloc(0)), target(bytesField(4, named))]).toEqual([0, 'http']);
  });
});

describe('the wire', () => {
  it('reads negative numbers, which take ten bytes', () => {
    expect(decodedMessage('scheduling.v1.PriorityClass', numberField(2, -5n))).toMatchObject({ value: -5 });
  });

  it('reads lists of numbers packed and one by one', () => {
    const context = (part: Buffer) => decodedMessage('core.v1.PodSecurityContext', part);
    const wanted = { supplementalGroups: [1, 300] };
    expect(context(Buffer.concat([numberField(4, 1n), numberField(4, 300n)]))).toEqual(wanted);
    expect(context(bytesField(4, Buffer.from([1, 0xac, 2])))).toEqual(wanted);
  });

  it('takes the last of two texts, and both halves of a message that comes in two', () => {
    const metadata = (name: string) => bytesField(1, bytesField(1, name));
    const labels = bytesField(1, bytesField(11, Buffer.concat([bytesField(1, 'app'), bytesField(2, 'web')])));
    expect(pod(metadata('old'), metadata('new'), labels)).toMatchObject({
      metadata: { name: 'new', labels: { app: 'web' } },
    });
  });

  it('reads an entry of a map without a key or a value', () => {
    expect(decodedMessage('core.v1.Secret', bytesField(2, bytesField(1, 'empty')))).toMatchObject({
      data: { empty: '' },
    });
  });

  it.each([
    ['an unknown field', bytesField(77, ''), 'core.v1.Pod has no field with the number 77'],
    ['a text where a number belongs', bytesField(2, bytesField(4, 'text')), 'wrong wireType for field core.v1.PodSpec'],
    ['a number where a message belongs', numberField(2, 1n), 'wrong wireType for field core.v1.Pod.spec'],
    ['bytes that end early', Buffer.from([0x0a, 5, 1]), 'unexpected EOF'],
    ['a group', Buffer.from([0x0b]), 'illegal wireType 3'],
    ['the tag 0', Buffer.from([0]), 'illegal tag 0'],
    ['a number without an end', Buffer.alloc(12, 0xff), 'integer overflow'],
  ])('refuses %s', (_name, part, why) => {
    expect(() => pod(part)).toThrow(why);
  });
});

describe('the envelope', () => {
  it('takes the kind from the path when it does not say one', () => {
    expect(decodedDocument(document('', '', bytesField(1, bytesField(1, 'a'))), UNSAID)).toMatchObject({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'a' },
    });
  });

  it('finds what every group has: options of a deletion', () => {
    expect(decodedDocument(document('apps/v1', 'DeleteOptions', numberField(1, 0n)), UNSAID)).toEqual({
      apiVersion: 'apps/v1',
      kind: 'DeleteOptions',
      gracePeriodSeconds: 0,
    });
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'empty data'],
    ['JSON', Buffer.from('{}'), 'expected prefix [107 56 115 0]'],
    ['the prefix alone', Buffer.from('k8s\0'), 'empty body'],
    [
      'a kind that nobody has',
      document('v1', 'Thing', Buffer.alloc(0)),
      'no kind "Thing" is registered for version "v1"',
    ],
    ['a compressed object', document('v1', 'Pod', Buffer.alloc(0), 'gzip'), 'content encoding "gzip"'],
  ])('refuses %s', (_name, bytes, why) => {
    expect(() => decodedDocument(bytes, UNSAID)).toThrow(why);
  });
});
