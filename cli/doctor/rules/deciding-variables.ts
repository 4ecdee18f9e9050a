import { text } from '../../../adapters/github/narrow.ts';
import { entries } from '../answers.ts';
import { inRepository, repositoryPath } from '../commands-that-mend.ts';
import type { DoctorRule } from '../rule.ts';

/** Whoever may push writes variables of the repository: those that decide over a tier belong into its environment. */
export const decidingVariables: DoctorRule = {
  id: 'deciding-variables',
  checks: (wanted) => [
    {
      lines: ['rolls-back', 'one-process'],
      about: 'the variables of the whole repository',
      question: { program: 'gh', path: `${repositoryPath(wanted)}/actions/variables?per_page=30` },
      judge: (value) =>
        entries(value, 'variables')
          .flatMap((each) => text(each, 'name') ?? [])
          .filter((name) => new RegExp(wanted.github.deciding).test(name))
          .map((name) => ({
            sentence: `The variable ${name} of the whole repository decides over checks and rollouts, and anybody who may push can write it.`,
            command: `${inRepository(wanted, `variable delete ${name}`)}  # set it in the environment of the tier instead`,
          })),
    },
  ],
};
