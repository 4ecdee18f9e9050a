/** A document: its full name, and each of its fields as the bytes of a value. */
export interface Document {
  readonly name: string;
  readonly fields: ReadonlyMap<string, Buffer>;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export type Change =
  | { readonly kind: 'delete'; readonly name: string }
  | {
      readonly kind: 'set';
      readonly name: string;
      readonly fields: ReadonlyMap<string, Buffer>;
      /** Only these change, and those of them that have no value go; `undefined` for a document that is written whole. */
      readonly mask: readonly string[] | undefined;
    };

/** The documents of all databases; the name of a document begins with that of its database, so none has those of another. */
export class Documents {
  readonly #collections = new Map<string, Map<string, Document>>();

  find(name: string): Document | undefined {
    return this.#collections.get(collectionOf(name))?.get(name);
  }

  /** Those directly in a collection, by its full name. */
  in(collection: string): readonly Document[] {
    return [...(this.#collections.get(collection)?.values() ?? [])];
  }

  apply(change: Change, now: number): void {
    const collection = collectionOf(change.name);
    const documents = this.#collections.get(collection) ?? new Map<string, Document>();
    if (change.kind === 'set') {
      documents.set(change.name, changed(change, documents.get(change.name), now));
      this.#collections.set(collection, documents);
      return;
    }
    documents.delete(change.name);
    if (documents.size === 0) this.#collections.delete(collection);
  }
}

function changed(
  { name, fields, mask }: Extract<Change, { kind: 'set' }>,
  before: Document | undefined,
  now: number,
): Document {
  const kept = new Map(mask === undefined ? [] : before?.fields);
  for (const field of mask ?? []) kept.delete(field);
  return { name, fields: new Map([...kept, ...fields]), createdAt: before?.createdAt ?? now, updatedAt: now };
}

const collectionOf = (name: string): string => name.slice(0, name.lastIndexOf('/'));
