import { field, text } from '../../../adapters/github/narrow.ts';
import { entries } from '../answers.ts';
import { RUN_SETUP, repositoryPath } from '../commands-that-mend.ts';
import type { DoctorRule } from '../rule.ts';

/** What a protected branch says is done: nobody writes it alone. */
export const rulesets: DoctorRule = {
  id: 'rulesets',
  checks: (wanted) =>
    wanted.github.rulesets.map(({ name }) => ({
      lines: ['one-process', 'production'],
      about: `the ruleset "${name}"`,
      question: { program: 'gh', path: `${repositoryPath(wanted)}/rulesets?per_page=100` },
      judge: (value) => {
        const found = entries(value).find((each) => text(each, 'name') === name);
        if (found !== undefined && field(found, 'enforcement') === 'active') return [];
        const how = found === undefined ? 'is not there' : `is ${String(field(found, 'enforcement'))}`;
        return [
          {
            sentence: `The ruleset "${name}" ${how}: whoever may push can do all that the branch can.`,
            command: RUN_SETUP,
          },
        ];
      },
    })),
};
