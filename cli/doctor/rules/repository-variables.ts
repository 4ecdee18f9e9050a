import { field } from '../../../adapters/github/narrow.ts';
import { only } from '../answers.ts';
import { inRepository, repositoryPath } from '../commands-that-mend.ts';
import type { DoctorRule } from '../rule.ts';

/** Where the cloud is, said once for all workflows. */
export const repositoryVariables: DoctorRule = {
  id: 'repository-variables',
  checks: (wanted) =>
    wanted.github.variables.map(({ name, value: said }) => ({
      lines: ['image-of-a-commit', 'no-keys'],
      about: `the variable ${name} of the repository`,
      question: { program: 'gh', path: `${repositoryPath(wanted)}/actions/variables/${name}` },
      judge: (value) => {
        const found = field(only(value), 'value');
        if (value !== undefined && found === said) return [];
        const what = value === undefined ? 'is not set' : `is "${String(found)}"`;
        return [
          {
            sentence: `The variable ${name} ${what}, wanted "${said}": no job finds its cloud.`,
            command: inRepository(wanted, `variable set ${name} --body '${said}'`),
          },
        ];
      },
    })),
};
