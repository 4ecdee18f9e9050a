import { authoritySubject } from '../authority/subject.ts';
import { drilledSubject, type Subject } from './subject.ts';

/** What can be bent, by the name that a process is given. */
export const SUBJECTS = {
  authority: authoritySubject,
  workflows: drilledSubject,
} as const satisfies Readonly<Record<string, () => Subject>>;

export type SubjectName = keyof typeof SUBJECTS;

export const isSubject = (name: string): name is SubjectName => Object.hasOwn(SUBJECTS, name);
