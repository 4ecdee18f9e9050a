import { StatusError } from '../object-store.ts';
import { sameJson } from '../storage/frozen.ts';
import { badRequest } from '../storage/status-errors.ts';

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

/** Applies an RFC 6902 JSON Patch; the document given is not changed. https://www.rfc-editor.org/rfc/rfc6902
 *  @throws {StatusError} 400 for an unknown operation, 422 when a path is missing or a test fails. */
export const jsonPatch = (document: unknown, patch: unknown): unknown => {
  if (!Array.isArray(patch))
    throw badRequest(
      `error decoding patch: json: cannot unmarshal ${typeof patch} into Go value of type []handlers.jsonPatchOp`,
    );
  return patch.reduce<unknown>(
    (current, operation) => perform(current, operation as Operation),
    structuredClone(document),
  );
};

const perform = (document: unknown, { op, path, from, value }: Operation): unknown => {
  switch (op) {
    case 'add':
      return add(document, path, value);
    case 'remove':
      return take(document, path).rest;
    case 'replace':
      return replace(document, path, value);
    case 'move': {
      const taken = take(document, from ?? '');
      return add(taken.rest, path, taken.value);
    }
    case 'copy':
      return add(document, path, structuredClone(read(document, from ?? '')));
    case 'test':
      if (!sameJson(read(document, path), value)) throw failed();
      return document;
    default:
      throw failed();
  }
};

/** The API server answers every patch that cannot be applied with these words and no reason. */
const failed = (): StatusError =>
  new StatusError(422, 'Invalid', 'the server rejected our request due to an error in our request', {});

const steps = (pointer: string): readonly string[] => {
  if (pointer !== '' && !pointer.startsWith('/')) throw failed();
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
};

const read = (document: unknown, pointer: string): unknown => {
  let value = document;
  for (const step of steps(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) throw failed();
    value = (value as Record<string, unknown>)[step];
  }
  return value;
};

const parent = (
  document: unknown,
  pointer: string,
): { readonly at: Record<string, unknown>; readonly step: string } => {
  const cut = pointer.lastIndexOf('/');
  const at = read(document, pointer.slice(0, cut));
  if (typeof at !== 'object' || at === null) throw failed();
  return { at: at as Record<string, unknown>, step: steps(pointer.slice(cut))[0] ?? '' };
};

const add = (document: unknown, pointer: string, value: unknown): unknown => {
  if (pointer === '') return value;
  const { at, step } = parent(document, pointer);
  if (!Array.isArray(at)) {
    at[step] = value;
    return document;
  }
  const index = step === '-' ? at.length : Number(step);
  if (!Number.isInteger(index) || index < 0 || index > at.length) throw failed();
  at.splice(index, 0, value);
  return document;
};

/** As the API server's library does it, a key that is missing from a map is set. */
const replace = (document: unknown, pointer: string, value: unknown): unknown => {
  if (pointer === '') return value;
  const { at, step } = parent(document, pointer);
  if (Array.isArray(at) && !Object.hasOwn(at, step)) throw failed();
  at[step] = value;
  return document;
};

const take = (document: unknown, pointer: string): { readonly rest: unknown; readonly value: unknown } => {
  if (pointer === '') return { rest: undefined, value: document };
  const { at, step } = parent(document, pointer);
  if (!Object.hasOwn(at, step)) throw failed();
  const value = at[step];
  if (Array.isArray(at)) at.splice(Number(step), 1);
  else delete at[step];
  return { rest: document, value };
};
