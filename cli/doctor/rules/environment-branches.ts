import { field, text } from '../../../adapters/github/narrow.ts';
import type { Environment } from '../../../setup-src/github/environments.ts';
import { entries } from '../answers.ts';
import { inRepository, RUN_SETUP, repositoryPath } from '../commands-that-mend.ts';
import { type LineId, lineOfTier } from '../lines.ts';
import type { Check, DoctorRule, Lack, Wanted } from '../rule.ts';

/** Jobs of other branches are kept out of a tier by its environment. */
export const environmentBranches: DoctorRule = {
  id: 'environment-branches',
  checks: (wanted) => wanted.github.environments.map((environment) => checkOf(wanted, environment)),
};

const checkOf = (wanted: Wanted, environment: Environment): Check => ({
  lines: linesOf(wanted, environment),
  about: `the branches of the environment ${environment.name}`,
  question: {
    program: 'gh',
    path: `${repositoryPath(wanted)}/environments/${environment.name}/deployment-branch-policies`,
  },
  judge: (value) => (value === undefined ? [missing(environment)] : differences(wanted, environment, value)),
});

const linesOf = ({ delivery }: Wanted, { name }: Environment): readonly LineId[] => {
  const tier = delivery.tiers.find((each) => each.name === name);
  return [tier === undefined ? 'production' : lineOfTier(tier)];
};

const missing = ({ name }: Environment): Lack => ({
  sentence: `There is no environment ${name}, or it admits every branch: GitHub makes it without any rule when a job names it.`,
  command: RUN_SETUP,
});

function differences(wanted: Wanted, { name, branches }: Environment, value: unknown): readonly Lack[] {
  const found = entries(value, 'branch_policies').map((each) => ({
    id: field(each, 'id'),
    isTag: text(each, 'type') === 'tag',
    pattern: text(each, 'name') ?? '',
  }));
  return [
    ...branches
      .filter((branch) => !found.some(({ isTag, pattern }) => !isTag && pattern === branch))
      .map((branch) => ({
        sentence: `The environment ${name} does not admit "${branch}": its jobs would be kept out.`,
        command: RUN_SETUP,
      })),
    ...found
      .filter(({ isTag, pattern }) => isTag || !branches.includes(pattern))
      .map(({ id, isTag, pattern }) => ({
        sentence: `The environment ${name} admits the ${isTag ? 'tag' : 'branch'} "${pattern}", which the delivery does not name.`,
        command: inRepository(
          wanted,
          `api --method DELETE ${repositoryPath(wanted)}/environments/${name}/deployment-branch-policies/${String(id)}`,
        ).replace(/ --repo .*/, ''),
      })),
  ];
}
