import type { Change, Document, Documents } from './documents.ts';
import { bytesField, integerField, Message, timeField } from './message.ts';
import { answerTo, type Query, readQuery } from './query.ts';
import { Unsupported } from './unsupported.ts';

/** Answers a request with the messages of its response. */
type Call = (request: Buffer, documents: Documents, now: number) => readonly Buffer[];

/** What clients call for documents without transactions and listeners. @see Firestore's `google.firestore.v1.Firestore` */
export const CALLS: ReadonlyMap<string, Call> = new Map<string, Call>([
  [
    'BatchGetDocuments',
    (request, documents, now) => {
      const asked = new Message('BatchGetDocumentsRequest', request, [1, 2, 3]);
      const fields = maskOf(asked.bytes(3));
      return asked.all(2).map((name) => {
        const found = documents.find(name.toString('utf8'));
        const answer = found === undefined ? bytesField(2, name) : bytesField(1, written(found, fields));
        return Buffer.concat([answer, timeField(4, now)]);
      });
    },
  ],
  [
    'Commit',
    (request, documents, now) => {
      const changes = new Message('CommitRequest', request, [1, 2]).all(2).map(readChange);
      for (const change of changes) documents.apply(change, now);
      return [Buffer.concat([...changes.map(() => bytesField(1, timeField(1, now))), timeField(2, now)])];
    },
  ],
  [
    'RunQuery',
    (request, documents, now) => {
      const asked = new Message('RunQueryRequest', request, [1, 2]);
      const query = readQuery(asked.text(1), asked.bytes(2) ?? Buffer.alloc(0));
      const found = answersOf(query, documents);
      if (found.length === 0) return [timeField(3, now)];
      return found.map((document) =>
        Buffer.concat([bytesField(1, written(document, query.fields)), timeField(3, now)]),
      );
    },
  ],
  [
    'RunAggregationQuery',
    (request, documents, now) => {
      const asked = new Message('RunAggregationQueryRequest', request, [1, 2]);
      const all = new Message('StructuredAggregationQuery', asked.bytes(2) ?? Buffer.alloc(0), [1, 3]);
      const count = answersOf(readQuery(asked.text(1), all.bytes(1) ?? Buffer.alloc(0)), documents).length;
      const results = all.all(3).map((each) => {
        const aggregation = new Message('Aggregation', each, [1, 7]);
        new Message('Count', aggregation.bytes(1) ?? Buffer.alloc(0), []);
        return bytesField(2, bytesField(1, aggregation.text(7)), bytesField(2, integerField(2, BigInt(count))));
      });
      return [Buffer.concat([bytesField(1, ...results), timeField(3, now)])];
    },
  ],
]);

const answersOf = (query: Query, documents: Documents): readonly Document[] =>
  answerTo(query, documents.in(query.collection));

function readChange(bytes: Buffer): Change {
  const write = new Message('Write', bytes, [1, 2, 3]);
  const gone = write.bytes(2);
  if (gone !== undefined) return { kind: 'delete', name: gone.toString('utf8') };
  const document = new Message('Document', write.bytes(1) ?? Buffer.alloc(0), [1, 2]);
  const fields = new Map(
    document.all(2).map((entry) => {
      const pair = new Message('fields', entry, [1, 2]);
      return [pair.text(1), pair.bytes(2) ?? Buffer.alloc(0)] as const;
    }),
  );
  return { kind: 'set', name: document.text(1), fields, mask: maskOf(write.bytes(3)) };
}

function maskOf(bytes: Buffer | undefined): readonly string[] | undefined {
  if (bytes === undefined) return undefined;
  const paths = new Message('DocumentMask', bytes, [1]).all(1).map((path) => path.toString('utf8'));
  const within = paths.find((path) => /[.`]/.test(path));
  if (within !== undefined) throw new Unsupported(`field ${within} within another one`);
  return paths;
}

function written({ name, fields, createdAt, updatedAt }: Document, wanted: readonly string[] | undefined): Buffer {
  const entries = [...fields].filter(([field]) => wanted === undefined || wanted.includes(field));
  return Buffer.concat([
    bytesField(1, name),
    ...entries.map(([field, value]) => bytesField(2, bytesField(1, field), bytesField(2, value))),
    timeField(3, createdAt),
    timeField(4, updatedAt),
  ]);
}
