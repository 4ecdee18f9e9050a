import { type Given, Misuse, one } from '../command-line/given.ts';

/** What nobody can read from a repository. */
export interface Choices {
  /** Of Google Cloud, for images and the cluster. */
  readonly location: string;
  readonly cluster: string;
  readonly tiers: readonly string[];
}

/** A question, the flag that answers it, and what is assumed where nobody is asked. */
export interface Question {
  readonly flag: keyof Choices;
  readonly text: string;
  readonly assumed: string;
  readonly taken: RegExp;
  readonly wanted: string;
}

const TIERS = ['dev', 'staging', 'production'];

/** At most these are asked. A tier "staging" takes the branch develop, so it is assumed where there is one. */
export const questionsOf = (branches: readonly string[]): readonly Question[] => [
  {
    flag: 'location',
    text: 'Where on Google Cloud are images and the cluster?',
    assumed: 'europe-west1',
    taken: /^[a-z]+-[a-z]+\d+(-[a-z])?$/,
    wanted: 'a location such as europe-west1',
  },
  {
    flag: 'cluster',
    text: 'What is the GKE cluster called?',
    assumed: 'main',
    taken: /^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/,
    wanted: 'a name of lower-case letters, digits and "-"',
  },
  {
    flag: 'tiers',
    text: 'Which tiers does a commit pass (dev, staging, production)?',
    assumed: branches.includes('develop') ? 'staging,production' : 'production',
    taken: /^(dev, ?)?(staging, ?)?production$/,
    wanted: 'production, with staging and dev before it where they are wanted',
  },
];

export const CHOICE_OPTIONS = {
  location: { type: 'string' },
  cluster: { type: 'string' },
  tiers: { type: 'string' },
} as const;

/** What was given by flags; the rest is asked, or assumed where nobody can be.
 *  @param ask `undefined` without a terminal
 *  @returns also the flags of what was assumed @throws {Misuse} that names every flag that is wrong */
export async function choose(
  questions: readonly Question[],
  given: Given,
  ask: ((question: Question) => Promise<string>) | undefined,
): Promise<{ readonly choices: Choices; readonly assumed: readonly string[] }> {
  const wrong = questions.flatMap(({ flag, taken, wanted }) => {
    const value = one(given, flag);
    return value === undefined || taken.test(value) ? [] : [`--${flag} is "${value}"; wanted ${wanted}.`];
  });
  if (wrong.length > 0) throw new Misuse(wrong.join('\n'));
  const answers = new Map<keyof Choices, string>();
  const assumed: string[] = [];
  for (const question of questions) {
    const value = one(given, question.flag) ?? (await ask?.(question));
    answers.set(question.flag, value ?? question.assumed);
    if (value === undefined) assumed.push(`--${question.flag} ${question.assumed}`);
  }
  const chosen = (answers.get('tiers') ?? '').split(/, ?/);
  return {
    assumed,
    choices: {
      location: answers.get('location') ?? '',
      cluster: answers.get('cluster') ?? '',
      tiers: TIERS.filter((tier) => chosen.includes(tier)),
    },
  };
}
