import { type Class, classOf, matches } from './classification/classification.ts';
import type { Mutation } from './mutations/mutation.ts';
import type { Subject } from './subject.ts';

/** A mutation, with what is known of it beforehand. */
export interface Case {
  readonly mutation: Mutation;
  readonly known: { readonly class: Class; readonly why: string } | undefined;
}

/** All cases. @param only patterns of ids; none for all */
export const casesOf = ({ mutations }: Pick<Subject, 'mutations'>, only: readonly string[] = []): readonly Case[] =>
  mutations
    .filter(({ id }) => only.length === 0 || only.some((pattern) => matches(pattern, id)))
    .map((mutation) => ({ mutation, known: classOf(mutation) }));
