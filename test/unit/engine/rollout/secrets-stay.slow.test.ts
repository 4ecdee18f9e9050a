import { describe, expect, it } from '@jest/globals';
import { rollBack } from '../../../../engine/rollback/roll-back.ts';
import { type KubernetesObject, Refusal } from '../../../../engine/rollout/cluster.ts';
import type { RolloutResult } from '../../../../engine/rollout/request.ts';
import { RESOURCE_TYPES } from '../../../../rehearsal/cluster/storage/resource-table.ts';
import { formsOf, leaksIn, type Searched, searchedTable } from '../../../secret-search.ts';
import { DeliveryRoom } from './delivery-room.ts';
import { textsOf } from './history-text.ts';
import { image, manifests } from './releases.ts';

/** Known values, of which no form may be seen outside of Secret objects. */
const VALUES = {
  password: 'correct-horse "battery" \\ staple',
  short: 'hunter2',
  encoded: 'forty-two-is-no-answer',
  key: 'line-one-of-the-key\nline-two-of-the-key',
  pin: '20263011',
  before: 'it-was-another-one-before',
};
const pretty = (object: object): string => `---\n${JSON.stringify(object)}\n`;
const secret = (password: string) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'db' },
  data: { encoded: Buffer.from(VALUES.encoded).toString('base64') },
  stringData: { password, short: VALUES.short, key: VALUES.key, pin: VALUES.pin },
});
const withSecret = (name: string, password: string = VALUES.password): string =>
  `${manifests(name)}${pretty(secret(password))}`;

/** A container that tells all it knows, in every form, and dies. */
const TALKATIVE = {
  runs: [0, 1, 2].map(() => ({
    logs: Object.values(VALUES).flatMap((value) => [
      ...formsOf(value).map((form) => `cannot connect with ${form}`),
      `hidden ${value.slice(0, 3)}\u001b[0m${value.slice(3)}`,
    ]),
    readyAfter: 'never' as const,
    exit: { code: 3, after: 100 },
  })),
};

/** Everything that there is to see of a room and of what its runs told. */
function everything(room: DeliveryRoom, told: readonly RolloutResult[]): readonly Searched[] {
  const objects = RESOURCE_TYPES.filter(({ kind }) => kind !== 'Secret').flatMap(({ kind }) =>
    room.objects(kind).map((object) => ({ place: `${kind} ${object.metadata.name}`, text: JSON.stringify(object) })),
  );
  return [
    ...objects,
    ...room.log.map((text, index) => ({ place: `log line ${index}`, text })),
    ...told.map((result, index) => ({ place: `result ${index}`, text: JSON.stringify(result) })),
    ...told.map(({ report, sentence }, index) => ({ place: `summary ${index}`, text: `${report}\n${sentence}` })),
    { place: 'record of all', text: JSON.stringify([room.records.payloads, room.records.states]) },
  ];
}

function expectNone(room: DeliveryRoom, ...told: readonly RolloutResult[]): void {
  const searched = everything(room, told);
  expect(leaksIn(searched, VALUES)).toEqual([]);
  expect(searchedTable(searched, VALUES)).toMatch(/× log .*× result .*× record/s);
}

/** A room with a good release that has another value, which somebody has rolled out before. */
async function roomWith(behaviour: object | 'good'): Promise<DeliveryRoom> {
  const room = new DeliveryRoom({ two: behaviour === 'good' ? 'good' : TALKATIVE });
  expect(await room.rollOut('one', { manifests: withSecret('one', VALUES.before) })).toMatchObject({
    outcome: 'complete',
  });
  return room;
}
const rollOut = (room: DeliveryRoom, name = 'two', text = withSecret(name)) => room.rollOut(name, { manifests: text });

describe('what a Secret of a release holds', () => {
  it('is in Secrets, and nowhere else, after good releases; the history can give it back', async () => {
    const room = await roomWith('good');
    const told = await rollOut(room);
    expect(told.outcome).toBe('complete');
    expectNone(room, told);
    const history = JSON.stringify(textsOf(room.object('Secret', 'sluice-history-api')));
    for (const value of [VALUES.short, VALUES.before]) expect(history).toContain(Buffer.from(value).toString('base64'));
  });

  it('is told by no log, summary, record or object of a release that fails and says all it knows', async () => {
    const room = await roomWith(TALKATIVE);
    const told = await rollOut(room);
    expect(told.outcome).toBe('rolled-back');
    expect(told.report).toContain('cannot connect with');
    expectNone(room, told);
    expect(room.object('Secret', 'db')).toMatchObject({
      data: { password: Buffer.from(VALUES.before).toString('base64') },
    });
    expect(room.liveImage).toBe(image('one'));
  });

  it('is told by no table of the summary, where signs of Markdown are escaped', async () => {
    const room = await roomWith(TALKATIVE);
    // A part of what kubelets say of a pod, so that it stands in a table whatever a pod does.
    const value = '_production(00000000-0000';
    const told = await rollOut(room, 'two', `${manifests('two')}${pretty({ ...secret(''), stringData: { value } })}`);
    expect(told.report).toMatch(/Back-off restarting failed container api in pod \S+\\\*\\\*\\\*-/);
    expect(told.report).not.toContain('production(00000000-0000');
  });

  it('is told by no rollback, which has it from the history alone', async () => {
    const room = await roomWith('good');
    await rollOut(room);
    room.behave('one', TALKATIVE);
    const { manifests: _, release: __, ...request } = room.request('any');
    const told = await room.until(rollBack({ ...request, to: '' }, room.ports));
    expect(told.outcome).toBe('failed');
    expectNone(room, told);
  });

  it.each<readonly [string, (forms: readonly string[]) => string]>([
    [
      'quoted by Go',
      ([value]) => `.stringData.password: expected string, got &value.valueUnstructured{Value:${value}}`,
    ],
    ['quoted by a webhook', (forms) => `admission webhook "x" denied the request: ${forms.join(' or ')} is too weak`],
  ])('is told by no refusal of the API server, in a dry run or later: %s', async (_, message) => {
    const words = message(Object.values(VALUES).flatMap(formsOf));
    for (const when of ['dry run', 'write']) {
      const room = await roomWith('good');
      room.cluster.refuse = ({ metadata }, { dryRun }) =>
        metadata.name === 'db' && (when === 'dry run') === (dryRun === true)
          ? new Refusal(422, 'Invalid', words)
          : undefined;
      const told = await rollOut(room);
      expect(told.outcome).toBe(when === 'dry run' ? 'refused' : 'failed');
      expect(told.sentence).toContain('***');
      expectNone(room, told);
    }
  });

  it('is told by no warning of the run, although it hides from masks', async () => {
    const room = await roomWith('good');
    let writes = 0;
    room.cluster.refuse = ({ metadata }, { dryRun }) =>
      metadata.name === 'sluice-history-api' && dryRun !== true && ++writes > 1
        ? new Refusal(
            500,
            'InternalError',
            `no: hun\u001b[0mter2, ${VALUES.encoded} ${'x'.repeat(1912)} ${VALUES.encoded}`,
          )
        : undefined;
    const told = await rollOut(room);
    expect(told.outcome).toBe('complete');
    expect(room.log.join('\n')).toMatch(/The history of "api" could not be written: no: \*\*\*, \*\*\*/);
    // Where a line is cut, no half of it is left.
    expect(room.log.join('\n')).not.toContain('forty');
    expectNone(room, told);
  });

  it('is told by no sentence about manifests that cannot be used', async () => {
    const room = await roomWith('good');
    const number = withSecret('two').replace(JSON.stringify(VALUES.short), '9007199254740993');
    const told = await rollOut(room, 'two', number);
    expect(told).toMatchObject({ outcome: 'refused', sentence: expect.stringContaining('stringData.short') });
    expect(leaksIn(everything(room, [told]), { ...VALUES, number: '9007199254740993' })).toEqual([]);
  });

  it.each([
    ['an alias of nothing', '*hunter2-and-more'],
    ['a quote that does not end', '"hunter2-and-more'],
    ['a number that is none', '!!int hunter2-and-more'],
    ['a key in a value', 'hunter2-and-more: hunter2-and-more: x'],
  ])('is told by no sentence about YAML that nobody reads: %s', async (_, value) => {
    const room = await roomWith('good');
    const text = `${manifests('two')}---\napiVersion: v1\nkind: Secret\nmetadata: { name: db }\nstringData:\n  password: ${value}\n`;
    const told = await rollOut(room, 'two', text);
    expect(told.outcome).toBe('refused');
    expect(leaksIn(everything(room, [told]), { ...VALUES, value: 'hunter2-and-more' })).toEqual([]);
  });

  it('is kept of what ran before Sluice came, without copies that clients keep', async () => {
    const room = await roomWith('good');
    room.remove('Secret', 'sluice-history-api');
    for (const kind of ['Deployment', 'Secret'] as const)
      room.change(kind, kind === 'Secret' ? 'db' : 'api', (object: KubernetesObject) => ({
        ...object,
        metadata: {
          ...object.metadata,
          annotations: {
            'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(secret(VALUES.before)),
          },
        },
      }));
    await room.pass(5_000);
    const told = await rollOut(room);
    expect(told.outcome).toBe('complete');
    const history = JSON.stringify(textsOf(room.object('Secret', 'sluice-history-api')));
    expect(history).toContain('\\"state\\":\\"found\\"');
    expect(history).not.toContain('last-applied-configuration');
  });
});
