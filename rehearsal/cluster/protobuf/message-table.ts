import { readFileSync } from 'node:fs';

/** What message-table.json holds. A field reads as in a Go struct: its name in JSON, when JSON leaves it out, its type; as
 *  `replicas,omitempty *int32`, `data map[]bytes`, `,inline core.v1.VolumeSource`. A type that is a list of its own has the one
 *  field `,list []string`. */
export interface MessageDocument {
  readonly source: string;
  /** `apps/v1` → `apps.v1`. */
  readonly groups: Readonly<Record<string, string>>;
  readonly messages: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** One field of a message, and how Go writes it as JSON. */
export interface Field {
  readonly name: string;
  /** A scalar of protobuf, or the name of a message. */
  readonly type: string;
  readonly form: 'one' | 'pointer' | 'list' | 'map';
  /** `inline`: its fields stand among those of the message. `list`: it is all that the message says. */
  readonly place: 'own' | 'inline' | 'list';
  readonly omit: 'empty' | 'zero' | 'never';
}

export type Message = ReadonlyMap<number, Field>;

const document = JSON.parse(
  readFileSync(new URL('./table/message-table.json', import.meta.url), 'utf8'),
) as MessageDocument;

const known = new Map<string, Message>();

/** The fields of a message by number; `undefined` for one that is not in the table. */
export const messageOf = (name: string): Message | undefined => {
  const texts = document.messages[name];
  if (texts === undefined) return undefined;
  const found =
    known.get(name) ?? new Map(Object.entries(texts).map(([number, text]) => [Number(number), fieldOf(text)] as const));
  known.set(name, found);
  return found;
};

/** The message that objects of a kind are. What every group has (`DeleteOptions`, `Status`) is found under each.
 *  @returns `undefined` for a kind without protobuf, as a custom resource. */
export const messageNameOf = (apiVersion: string, kind: string): string | undefined => {
  const short = document.groups[apiVersion];
  return [`${short}.${kind}`, `meta.v1.${kind}`].find(
    (name) => short !== undefined && document.messages[name] !== undefined,
  );
};

const FORMS: Readonly<Record<string, Field['form']>> = { '*': 'pointer', '[]': 'list', 'map[]': 'map' };

const fieldOf = (text: string): Field => {
  const [, name = '', option, prefix = '', type = ''] = /^(\w*)(?:,(\w+))? (\*|\[\]|map\[\])?(.+)$/.exec(text) ?? [];
  return {
    name,
    type,
    form: FORMS[prefix] ?? 'one',
    place: option === 'inline' || option === 'list' ? option : 'own',
    omit: option === 'omitempty' ? 'empty' : option === 'omitzero' ? 'zero' : 'never',
  };
};
