import { type Field, type Message, messageOf } from './message-table.ts';

const known = new Map<string, ReadonlyMap<string, Field>>();

/** The fields of a Go struct by their names in JSON, those of the structs inside it that JSON does not name among them.
 *  `undefined` for a type that is not Kubernetes' own. */
export const goFieldsOf = (struct: string): ReadonlyMap<string, Field> | undefined => {
  const message = messageOf(struct);
  if (message === undefined) return undefined;
  const fields = known.get(struct) ?? new Map(flat(message));
  known.set(struct, fields);
  return fields;
};

const flat = (message: Message): readonly (readonly [string, Field])[] =>
  [...message.values()].flatMap((field): readonly (readonly [string, Field])[] => {
    if (field.place === 'own') return [[field.name, field]];
    const inner = field.place === 'inline' ? messageOf(field.type) : undefined;
    return inner === undefined ? [] : flat(inner);
  });
