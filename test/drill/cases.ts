import { type Class, classOf, matches } from './classification/classification.ts';
import type { Mutation } from './mutations/mutation.ts';
import { SUBJECT_NAMES, type Subject, type SubjectName } from './subjects.ts';

/** A mutation of one of the deliveries, with what is known of it beforehand. */
export interface Case {
  readonly subject: SubjectName;
  readonly mutation: Mutation;
  readonly known: { readonly class: Class; readonly why: string } | undefined;
}

/** All cases, those of the larger delivery first: they take longest. @param only patterns of ids; none for all */
export function casesOf(all: Readonly<Record<SubjectName, Subject>>, only: readonly string[] = []): readonly Case[] {
  return [...SUBJECT_NAMES]
    .reverse()
    .flatMap((subject) =>
      all[subject].mutations
        .filter(({ id }) => only.length === 0 || only.some((pattern) => matches(pattern, id)))
        .map((mutation) => ({ subject, mutation, known: classOf(mutation) })),
    );
}
