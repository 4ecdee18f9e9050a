import type { SeenStep } from './seen.ts';
import type { StepStatement } from './statement.ts';

/** One sentence for the steps of a job: that others ran than stated, or what the first of them was given and should not have been. */
export function compareSteps(
  wanted: readonly StepStatement[] | undefined,
  path: string,
  seen: readonly SeenStep[] | undefined,
): readonly string[] {
  if (wanted === undefined || seen === undefined) return [];
  const ran = seen.map(({ run }) => withoutVersion(run));
  const at = Math.max(wanted.length, ran.length);
  for (let index = 0; index < at; index += 1) {
    const [stated, step] = [wanted[index], seen[index]];
    if (stated === undefined || step === undefined || !fits(stated.run, ran[index] ?? ''))
      return [`${path} ran ${listed(ran)}, wanted ${listed(wanted.map(({ run }) => String(run)))}.`];
    const wrong = [...differences(stated.with, step.with), ...differences(stated.env, step.env)][0];
    if (wrong !== undefined) return [`${path} gave ${stated.run} ${wrong}.`];
  }
  return [];
}

/** Actions are pinned; which version it is, the lock file says. */
const withoutVersion = (run: string): string => /^(\w[\w.-]*\/[^@\s]+)@\S+$/.exec(run)?.[1] ?? run;

/** Whether something seen is as stated. */
export const fits = (wanted: string | RegExp, seen: string): boolean =>
  typeof wanted === 'string' ? wanted === seen : wanted.test(seen);

const listed = (names: readonly string[]): string => names.join(', then ') || 'nothing';

function* differences(
  wanted: NonNullable<StepStatement['with']> = {},
  seen: Readonly<Record<string, string>>,
): Generator<string> {
  for (const [name, value] of Object.entries(wanted)) {
    const given = seen[name] ?? '';
    if (!fits(value, given)) yield `${name} "${given}", wanted ${typeof value === 'string' ? `"${value}"` : value}`;
  }
}
