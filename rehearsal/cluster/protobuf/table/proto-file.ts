/** One field of a message, as a `generated.proto` declares it. */
export interface ProtoField {
  readonly number: number;
  readonly name: string;
  /** A scalar of protobuf or the full name of a message. */
  readonly type: string;
  readonly form: 'one' | 'list' | 'map';
}

/** Messages of one `generated.proto` by full name. Only what go-to-protobuf writes is understood: no enums, no groups, no nested
 *  messages, maps with texts as keys. @throws {Error} for a line that is anything else. */
export const messagesOf = (text: string): ReadonlyMap<string, readonly ProtoField[]> => {
  const messages = new Map<string, ProtoField[]>();
  let scope = '';
  let open: ProtoField[] | undefined;
  for (const raw of text.replace(/\/\*[\s\S]*?\*\//g, '').split('\n')) {
    const line = raw.replace(/\/\/.*$/, '').trim();
    if (line === '' || /^(syntax|import|option) /.test(line)) continue;
    const named = /^package (\S+);$/.exec(line)?.[1];
    const message = /^message (\w+) \{$/.exec(line)?.[1];
    if (named !== undefined) scope = named;
    else if (message !== undefined) {
      open = [];
      messages.set(`${scope}.${message}`, open);
    } else if (line === '}') open = undefined;
    else if (open !== undefined) open.push(fieldOf(line, scope));
    else throw new Error(`${scope}: the line ${JSON.stringify(line)} of generated.proto is not understood.`);
  }
  return messages;
};

const fieldOf = (line: string, scope: string): ProtoField => {
  const map = /^map<string, (\S+)> (\w+) = (\d+);$/.exec(line);
  const plain = /^(optional|required|repeated) (\S+) (\w+) = (\d+);$/.exec(line);
  const [type, name, number] = map?.slice(1) ?? plain?.slice(2) ?? [];
  if (type === undefined || name === undefined)
    throw new Error(`${scope}: the field ${JSON.stringify(line)} of generated.proto is not understood.`);
  const form = map !== null ? 'map' : plain?.[1] === 'repeated' ? 'list' : 'one';
  return { number: Number(number), name, type: fullName(type, scope), form };
};

const SCALARS: ReadonlySet<string> = new Set(['bool', 'bytes', 'double', 'int32', 'int64', 'string']);

/** `.k8s.io.…` is absolute, `meta.v1.X` does not occur, `X` is of the same package. */
const fullName = (type: string, scope: string): string => {
  if (SCALARS.has(type)) return type;
  return type.startsWith('.') ? type.slice(1) : `${scope}.${type}`;
};
