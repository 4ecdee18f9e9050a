import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileMutation } from './mutations.ts';
import { throughAll } from './short-stories.ts';

const PROMOTE = '.github/workflows/promote.yml';
/** Steps that are handed bytes, and the jobs of one service that they stand in. */
const STEPS = [
  ['adopt-dashboard', 'promotion'],
  ['protection', 'approval'],
  ['production-dashboard', 'promotion'],
  ['production-dashboard', 'rollout'],
  ['staging-record', 'verification'],
] as const;
/** What each of them is told to expect, and something else. */
const OTHERS: Readonly<Record<string, (value: string) => string>> = {
  service: () => ' somebody',
  tier: () => ' nowhere',
  repository: (value) => value.replace('/services/', '/services-dev/'),
  repositories: (value) => value.replaceAll('/services/', '/services-dev/'),
};

/** Every expected value of a promotion, each another one in turn: an honest one is stopped. */
export function expectedValues(): readonly FileMutation[] {
  const text = readFileSync(join(import.meta.dirname, '../..', PROMOTE), 'utf8');
  return STEPS.flatMap(([job, action]) => {
    const step = new RegExp(
      `(?<=\\n  ${job}:\\n(?: {4}.*\\n)*? {8}uses: \\./actions/${action}\\n {8}with:\\n)(?: {10}.*\\n)+`,
    ).exec(text);
    if (step === null) throw new Error(`${PROMOTE} has no step ${action} in ${job}.`);
    const [inputs] = step;
    return [...inputs.matchAll(/^ {10}(\w+):(.*\n(?: {12}.*\n)*)/gm)].flatMap(([whole, name = '', value = '']) => {
      const other = OTHERS[name]?.(value.replace(/\n$/, ''));
      if (other === undefined) return [];
      const bent = inputs.replace(whole, `          ${name}:${other}\n`);
      return [
        {
          id: `${job}: the expected ${name} of ${action}`,
          file: PROMOTE,
          text: `${text.slice(0, step.index)}${bent}${text.slice(step.index + inputs.length)}`,
          unchanged: text,
          shown: { by: 'story', story: throughAll } as const,
        },
      ];
    });
  });
}
