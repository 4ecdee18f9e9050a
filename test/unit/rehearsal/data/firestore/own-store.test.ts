import { type ClientHttp2Session, connect } from 'node:http2';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { wireValues } from '../../../../../rehearsal/cluster/protobuf/wire.ts';
import { bytesField, integerField } from '../../../../../rehearsal/data/firestore/message.ts';
import { startOwnStore } from '../../../../../rehearsal/data/firestore/own-store.ts';
import type { FirestoreEmulator } from '../../../../../rehearsal/data/firestore-emulator.ts';

const ROOT = 'projects/acme/databases/agents/documents';
const text = (value: string): Buffer => bytesField(17, value);
const whole = (value: number): Buffer => integerField(2, BigInt(value));

type Fields = Readonly<Record<string, Buffer>>;
const document = (name: string, fields: Fields): Buffer =>
  Buffer.concat([
    bytesField(1, `${ROOT}/${name}`),
    ...Object.entries(fields).map(([field, value]) => bytesField(2, bytesField(1, field), bytesField(2, value))),
  ]);
const field = (path: string): Buffer => bytesField(2, path);
const where = (path: string, operator: number, value: Buffer): Buffer =>
  bytesField(2, bytesField(1, field(path)), integerField(2, BigInt(operator)), bytesField(3, value));
const order = (path: string, direction: number): Buffer =>
  bytesField(4, bytesField(1, field(path)), integerField(2, BigInt(direction)));
const query = (collection: string, ...parts: Buffer[]): Buffer =>
  Buffer.concat([bytesField(1, ROOT), bytesField(2, bytesField(2, bytesField(2, collection)), ...parts)]);
const sub = (bytes: Buffer, number: number): Buffer[] =>
  [...wireValues(bytes)].flatMap(([found, value]) => (found === number && value.form === 'bytes' ? [value.value] : []));

describe('the store of a rehearsal', () => {
  let store: FirestoreEmulator;
  let client: ClientHttp2Session;
  beforeEach(async () => {
    store = startOwnStore('127.0.0.1', () => 1_000);
    client = connect(`http://${await store.host}`);
    client.on('error', () => {});
  });
  afterEach(async () => {
    client.destroy();
    await store.close();
  });

  /** The messages of an answer, and what the server says of it. */
  async function call(method: string, message: Buffer, service = 'google.firestore.v1.Firestore') {
    const stream = client.request({ ':method': 'POST', ':path': `/${service}/${method}`, te: 'trailers' });
    const told: Record<string, unknown> = {};
    stream.on('response', (headers) => Object.assign(told, headers));
    stream.on('trailers', (headers) => Object.assign(told, headers));
    const head = Buffer.alloc(5);
    head.writeUInt32BE(message.length, 1);
    stream.end(Buffer.concat([head, message]));
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(Buffer.from(chunk));
    const messages: Buffer[] = [];
    for (let rest = Buffer.concat(chunks); rest.length > 0; ) {
      const end = 5 + rest.readUInt32BE(1);
      messages.push(rest.subarray(5, end));
      rest = rest.subarray(end);
    }
    return { status: told['grpc-status'], words: decodeURIComponent(String(told['grpc-message'] ?? '')), messages };
  }

  const set = (name: string, fields: Fields, ...more: Buffer[]) =>
    call('Commit', bytesField(2, bytesField(1, document(name, fields)), ...more));
  /** The names of the documents that a query finds, without what all of them begin with. */
  async function found(collection: string, ...parts: Buffer[]): Promise<string[]> {
    const { status, words, messages } = await call('RunQuery', query(collection, ...parts));
    expect([status, words]).toEqual(['0', '']);
    return messages.flatMap((message) =>
      sub(message, 1).map((each) => String(sub(each, 1)[0]).slice(`${ROOT}/${collection}/`.length)),
    );
  }
  async function fieldsOf(name: string): Promise<Record<string, string>> {
    const { messages } = await call('BatchGetDocuments', bytesField(2, `${ROOT}/${name}`));
    const [one] = messages.flatMap((message) => sub(message, 1));
    if (one === undefined) throw new Error(`There is no ${name}.`);
    return Object.fromEntries(
      sub(one, 2).map((entry) => [String(sub(entry, 1)[0]), String(sub(sub(entry, 2)[0] ?? Buffer.alloc(0), 17)[0])]),
    );
  }

  it('gives back what was set, whole or the named fields alone, and nothing where nothing is', async () => {
    await set('users/ada', { name: text('Ada'), town: text('London') });
    await set('users/ada', { name: text('Augusta') }, bytesField(3, bytesField(1, 'name')));
    expect(await fieldsOf('users/ada')).toEqual({ name: 'Augusta', town: 'London' });
    await set('users/ada', { name: text('A') }, bytesField(3, bytesField(1, 'name'), bytesField(1, 'town')));
    expect(await fieldsOf('users/ada')).toEqual({ name: 'A' });
    await set('users/ada', { town: text('Paris') });
    expect(await fieldsOf('users/ada')).toEqual({ town: 'Paris' });
    await call('Commit', bytesField(2, bytesField(2, `${ROOT}/users/ada`)));
    const { messages } = await call('BatchGetDocuments', bytesField(2, `${ROOT}/users/ada`));
    expect(messages.map((message) => String(sub(message, 2)[0]))).toEqual([`${ROOT}/users/ada`]);
  });

  it.each<[string, number, string[]]>([
    ['<', 1, ['c']],
    ['<=', 2, ['c', 'b']],
    ['>', 3, ['a']],
    ['>=', 4, ['b', 'a']],
    ['==', 5, ['b']],
  ])('finds by %s, in the order of what is compared, and only values of that kind', async (_, operator, names) => {
    for (const [name, value] of [
      ['a', whole(30)],
      ['c', whole(-1)],
      ['b', whole(2)],
      ['t', text('2')],
    ] as const)
      await set(`numbers/${name}`, { value });
    await set('numbers/without', { other: whole(2) });
    expect(await found('numbers', bytesField(3, where('value', operator, whole(2))))).toEqual(names);
  });

  it('orders by a field and then by name, both ways, and ends at the limit', async () => {
    for (const [name, value] of [
      ['a', 'x'],
      ['b', 'y'],
      ['c', 'x'],
      ['d', 'é'],
    ] as const)
      await set(`letters/${name}`, { value: text(value) });
    await set('letters/without', {});
    expect(await found('letters', order('value', 1))).toEqual(['a', 'c', 'b', 'd']);
    expect(await found('letters', order('value', 2))).toEqual(['d', 'b', 'c', 'a']);
    expect(await found('letters', order('value', 2), bytesField(5, integerField(1, 2n)))).toEqual(['d', 'b']);
    expect(await found('letters')).toEqual(['a', 'b', 'c', 'd', 'without']);
    const both = [where('value', 4, text('x')), where('value', 1, text('y'))].map((each) => bytesField(2, each));
    expect(await found('letters', bytesField(3, bytesField(1, integerField(1, 1n), ...both)))).toEqual(['a', 'c']);
  });

  it('finds those of a collection and not of one below it or of another database', async () => {
    await set('users/ada', {});
    await set('users/ada/agents/one', {});
    await call('Commit', bytesField(2, bytesField(1, bytesField(1, `${ROOT.replace('agents', 'others')}/users/bob`))));
    expect(await found('users')).toEqual(['ada']);
  });

  it('counts what a query finds', async () => {
    for (const name of ['a', 'b']) await set(`users/${name}`, {});
    const structured = sub(query('users'), 2)[0] ?? Buffer.alloc(0);
    const count = bytesField(3, bytesField(1), bytesField(7, 'all'));
    const asked = Buffer.concat([bytesField(1, ROOT), bytesField(2, bytesField(1, structured), count)]);
    const { messages } = await call('RunAggregationQuery', asked);
    const result = sub(messages[0] ?? Buffer.alloc(0), 1)[0] ?? Buffer.alloc(0);
    expect(sub(result, 2)).toEqual([Buffer.concat([bytesField(1, 'all'), bytesField(2, whole(2))])]);
  });

  it.each<[string, string, Buffer]>([
    ['a listener', 'Listen', Buffer.alloc(0)],
    ['a transaction', 'BeginTransaction', Buffer.alloc(0)],
    ['a commit within a transaction', 'Commit', bytesField(3, 'transaction')],
    ['a condition', 'Commit', bytesField(2, bytesField(1, document('a/b', {})), bytesField(4, integerField(1, 1n)))],
    [
      'a field within a field',
      'Commit',
      bytesField(2, bytesField(1, document('a/b', {})), bytesField(3, bytesField(1, 'a.b'))),
    ],
    ['a filter of which one holds', 'RunQuery', query('a', bytesField(3, bytesField(1, integerField(1, 2n))))],
    ['an operator that is not here', 'RunQuery', query('a', bytesField(3, where('a', 7, text('x'))))],
    ['a cursor', 'RunQuery', query('a', bytesField(7))],
    [
      'all collections of a name',
      'RunQuery',
      Buffer.concat([bytesField(1, ROOT), bytesField(2, bytesField(2, bytesField(2, 'a'), integerField(3, 1n)))]),
    ],
  ])('refuses %s by a sentence, and changes nothing', async (_, method, message) => {
    const { status, words } = await call(method, message);
    expect([status, words]).toEqual([
      '12',
      expect.stringMatching(/^The rehearsal's own store has no .*install the Firestore emulator/),
    ]);
    expect(await found('a')).toEqual([]);
  });

  it('refuses what is no message, and services that it is not', async () => {
    expect((await call('Commit', Buffer.from([0x12, 0x7f]))).status).toBe('3');
    expect((await call('Commit', Buffer.alloc(11 * 1024 * 1024))).status).toBe('8');
    expect((await call('Commit', Buffer.alloc(0), 'grpc.health.v1.Health')).status).toBe('12');
    expect(await found('users')).toEqual([]);
  });

  it('ends with connections that are open', async () => {
    await store.close();
    await new Promise((resolve) => (client.destroyed ? resolve(0) : client.once('close', resolve)));
    expect(client.destroyed).toBe(true);
  });
});
