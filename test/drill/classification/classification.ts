import type { Mutation } from '../mutations/mutation.ts';
import { EQUAL } from './equal.ts';
import { UNNOTICED } from './unnoticed.ts';

/** Mutations of which something is known beforehand, and why it is so. */
export interface Known {
  /** Ids; `*` stands for any part of one. */
  readonly ids: readonly string[];
  /** One sentence, with where it is written or measured. */
  readonly why: string;
}

/** `equal`: nobody on GitHub, and nobody who checks a job's identity, could tell the difference. `unnoticed`: one could, and no story
 *  does. */
export type Class = 'equal' | 'unnoticed';

export const CLASSES: Readonly<Record<Class, readonly Known[]>> = {
  equal: EQUAL,
  unnoticed: UNNOTICED,
};

/** What is known of a mutation; `undefined` for one that a story must notice. */
export function classOf({ id }: Pick<Mutation, 'id'>): { readonly class: Class; readonly why: string } | undefined {
  for (const name of Object.keys(CLASSES) as Class[]) {
    const found = CLASSES[name].find(({ ids }) => ids.some((pattern) => matches(pattern, id)));
    if (found !== undefined) return { class: name, why: found.why };
  }
  return undefined;
}

/** Whether an id fits a pattern. */
export const matches = (pattern: string, id: string): boolean =>
  new RegExp(`^${pattern.split('*').map(literal).join('.*')}$`).test(id);

const literal = (text: string): string => text.replaceAll(/[^\w/ -]/g, String.raw`\$&`);
