import type { Document } from './documents.ts';
import { areComparable, compareValues } from './field-value.ts';
import { Message } from './message.ts';
import { Unsupported } from './unsupported.ts';

/** What is asked of one collection. */
export interface Query {
  readonly collection: string;
  readonly filters: readonly Filter[];
  readonly order: readonly Order[];
  readonly limit: number | undefined;
  /** The fields that are wanted; `undefined` for all. */
  readonly fields: readonly string[] | undefined;
}

interface Filter {
  readonly field: string;
  readonly holds: (difference: number) => boolean;
  readonly isEquality: boolean;
  readonly value: Buffer;
}

interface Order {
  readonly field: string;
  readonly sign: 1 | -1;
}

const NAME = '__name__';
const EQUAL = 5;
const OPERATORS: ReadonlyMap<number, Filter['holds']> = new Map([
  [1, (difference) => difference < 0],
  [2, (difference) => difference <= 0],
  [3, (difference) => difference > 0],
  [4, (difference) => difference >= 0],
  [EQUAL, (difference) => difference === 0],
]);
const EMPTY = Buffer.alloc(0);

/** A StructuredQuery. @throws {Unsupported} for what is not here. */
export function readQuery(parent: string, bytes: Buffer): Query {
  const query = new Message('StructuredQuery', bytes, [1, 2, 3, 4, 5]);
  const [from, ...others] = query.all(2).map((each) => new Message('CollectionSelector', each, [2]));
  if (from === undefined || others.length > 0) throw new Unsupported('query of other than one collection');
  const select = query.bytes(1);
  const limit = query.bytes(5);
  const where = query.bytes(3);
  return {
    collection: `${parent}/${from.text(2)}`,
    filters: where === undefined ? [] : readFilters(where),
    order: query.all(4).map((each) => readOrder(each)),
    limit: limit === undefined ? undefined : new Message('Int32Value', limit, [1]).integer(1),
    fields: select === undefined ? undefined : new Message('Projection', select, [2]).all(2).map(fieldOf),
  };
}

function readFilters(bytes: Buffer): readonly Filter[] {
  const filter = new Message('Filter', bytes, [1, 2]);
  const composite = filter.bytes(1);
  if (composite !== undefined) {
    const all = new Message('CompositeFilter', composite, [1, 2]);
    if (all.integer(1) !== 1) throw new Unsupported('filters of which one holds (OR)');
    return all.all(2).flatMap(readFilters);
  }
  const field = new Message('FieldFilter', filter.bytes(2) ?? EMPTY, [1, 2, 3]);
  const operator = field.integer(2);
  const holds = OPERATORS.get(operator);
  if (holds === undefined) throw new Unsupported(`filter by operator ${operator} (it has <, <=, >, >= and ==)`);
  const name = fieldOf(field.bytes(1) ?? EMPTY);
  if (name === NAME) throw new Unsupported('filter by the name of documents');
  return [{ field: name, holds, isEquality: operator === EQUAL, value: field.bytes(3) ?? EMPTY }];
}

function readOrder(bytes: Buffer): Order {
  const order = new Message('Order', bytes, [1, 2]);
  return { field: fieldOf(order.bytes(1) ?? EMPTY), sign: order.integer(2) === 2 ? -1 : 1 };
}

function fieldOf(bytes: Buffer): string {
  const path = new Message('FieldReference', bytes, [2]).text(2);
  if (/[.`]/.test(path)) throw new Unsupported(`field ${path} within another one`);
  return path;
}

/** The documents of the collection that the query wants, in its order: that of a comparison where none is said, and at last by name. */
export function answerTo(query: Query, documents: readonly Document[]): readonly Document[] {
  const order = wholeOrder(query);
  const found = documents
    .filter(({ fields }) => query.filters.every((filter) => fulfils(fields.get(filter.field), filter)))
    .filter(({ fields }) => order.every(({ field }) => field === NAME || fields.has(field)))
    .sort(
      (one, other) => order.map((by) => by.sign * compared(one, other, by.field)).find((found) => found !== 0) ?? 0,
    );
  return found.slice(0, query.limit);
}

function wholeOrder({ order, filters }: Query): readonly Order[] {
  const compared = filters.find(({ isEquality }) => !isEquality);
  const said: readonly Order[] =
    order.length === 0 && compared !== undefined ? [{ field: compared.field, sign: 1 }] : order;
  return said.some(({ field }) => field === NAME) ? said : [...said, { field: NAME, sign: said.at(-1)?.sign ?? 1 }];
}

const fulfils = (value: Buffer | undefined, filter: Filter): boolean =>
  value !== undefined && areComparable(value, filter.value) && filter.holds(compareValues(value, filter.value));

function compared(one: Document, other: Document, field: string): number {
  if (field === NAME) return Buffer.compare(Buffer.from(one.name), Buffer.from(other.name));
  return compareValues(one.fields.get(field) ?? EMPTY, other.fields.get(field) ?? EMPTY);
}
