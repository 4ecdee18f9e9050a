import { decodedMessage } from './decode.ts';
import { messageNameOf } from './message-table.ts';
import { UnreadableProtobuf, type WireValue, wireValues } from './wire.ts';

const MAGIC = Buffer.from('k8s\0', 'latin1');

/** What kind a document is taken for when its envelope does not say. */
export interface ExpectedKind {
  readonly apiVersion: string;
  readonly kind: string;
}

/** A document in Kubernetes' envelope for protobuf (`k8s\0` and a `runtime.Unknown`) as the JSON of the same object.
 *  https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding
 *  @throws {UnreadableProtobuf} */
export const decodedDocument = (bytes: Buffer, expected: ExpectedKind): Record<string, unknown> => {
  if (bytes.length === 0) throw new UnreadableProtobuf('empty data');
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC))
    throw new UnreadableProtobuf(
      'provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]',
    );
  if (bytes.length === MAGIC.length) throw new UnreadableProtobuf('empty body');
  const { apiVersion, kind, raw, contentEncoding } = envelopeOf(bytes.subarray(MAGIC.length));
  const said = { apiVersion: apiVersion || expected.apiVersion, kind: kind || expected.kind };
  const name = messageNameOf(said.apiVersion, said.kind);
  if (name === undefined)
    throw new UnreadableProtobuf(`no kind "${said.kind}" is registered for version "${said.apiVersion}"`);
  if (contentEncoding !== '')
    throw new UnreadableProtobuf(`the content encoding ${JSON.stringify(contentEncoding)} is not served`);
  return { ...said, ...(decodedMessage(name, raw) as Record<string, unknown>) };
};

/** `runtime.Unknown`: 1 type (1 version, 2 kind), 2 the object, 3 content encoding, 4 content type. */
const envelopeOf = (bytes: Buffer) => {
  const envelope = new Map(wireValues(bytes));
  const type = new Map(wireValues(blob(envelope.get(1))));
  return {
    apiVersion: blob(type.get(1)).toString('utf8'),
    kind: blob(type.get(2)).toString('utf8'),
    raw: blob(envelope.get(2)),
    contentEncoding: blob(envelope.get(3)).toString('utf8'),
  };
};

const blob = (value: WireValue | undefined): Buffer => (value?.form === 'bytes' ? value.value : Buffer.alloc(0));
