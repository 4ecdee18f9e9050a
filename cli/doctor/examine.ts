import type { LineId } from './lines.ts';
import { type Answer, keyOf, type Programs, type Question } from './question.ts';
import type { Check, DoctorRule, Lack, Wanted } from './rule.ts';

/** What was found wrong, or could not be seen. */
export interface Finding {
  readonly rule: string;
  readonly about: string;
  readonly lines: readonly LineId[];
  readonly what: ({ readonly kind: 'lacks' } & Lack) | { readonly kind: 'unseen'; readonly why: string };
}

export interface Examination {
  readonly findings: readonly Finding[];
  /** Lines that something was asked about. */
  readonly asked: ReadonlySet<LineId>;
}

/** How many questions are open at a time: each is a process, and gcloud is a heavy one. */
const AT_A_TIME = 4;

/** Asks each question once, and judges the answers. */
export async function examine(rules: readonly DoctorRule[], wanted: Wanted, programs: Programs): Promise<Examination> {
  const checks = rules.flatMap(({ id, checks: of }) => of(wanted).map((check) => ({ id, check })));
  const questions = new Map(checks.map(({ check }) => [keyOf(check.question), check.question]));
  const answers = await allAnswers([...questions], programs);
  return {
    findings: checks.flatMap(({ id, check }) => judged(id, check, answers.get(keyOf(check.question)))),
    asked: new Set(checks.flatMap(({ check }) => check.lines)),
  };
}

async function allAnswers(
  questions: readonly (readonly [string, Question])[],
  programs: Programs,
): Promise<ReadonlyMap<string, Answer>> {
  const answers = new Map<string, Answer>();
  const waiting = [...questions];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      answers.set(next[0], await programs.ask(next[1]));
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return answers;
}

function judged(
  rule: string,
  { about, lines, judge }: Check,
  answer: Answer = { kind: 'unseen', why: 'It was not asked.' },
): Finding[] {
  const found = { rule, about, lines };
  switch (answer.kind) {
    case 'unseen':
      return [{ ...found, what: { kind: 'unseen', why: answer.why } }];
    case 'absent':
      return judge(undefined).map((lack) => ({ ...found, what: { kind: 'lacks', ...lack } }));
    case 'there':
      return judge(answer.value).map((lack) => ({ ...found, what: { kind: 'lacks', ...lack } }));
  }
}
