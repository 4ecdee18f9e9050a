import { field } from '../../../adapters/github/narrow.ts';
import { only } from '../answers.ts';
import { repositoryPath } from '../commands-that-mend.ts';
import type { DoctorRule } from '../rule.ts';

/** Identities are bound to numbers: a repository of the name alone is somebody else's. */
export const repositoryNumbers: DoctorRule = {
  id: 'repository-numbers',
  checks: (wanted) => {
    const { owner, name, id, ownerId, signs } = wanted.github;
    return [
      {
        lines: ['no-keys', 'one-process'],
        about: `the repository ${owner}/${name}`,
        question: { program: 'gh', path: repositoryPath(wanted) },
        judge: (value) => {
          const repository = only(value);
          const found = `${field(repository, 'id')} and ${field(field(repository, 'owner'), 'id')}`;
          if (value === undefined)
            return [
              {
                sentence: `There is no repository ${owner}/${name}, or you may not see it.`,
                command: `gh repo create ${owner}/${name}`,
              },
            ];
          return [
            ...(found === `${id} and ${ownerId}`
              ? []
              : [
                  {
                    sentence: `The repository ${owner}/${name} and its owner have the numbers ${found}; the delivery says ${id} and ${ownerId}, so no job gets in.`,
                    command: `gh api repos/${owner}/${name} --jq '{id, ownerId: .owner.id}'  # and say these in repository: github({ … })`,
                  },
                ]),
            ...(signs && field(repository, 'visibility') !== 'public'
              ? [
                  {
                    sentence: `The repository ${owner}/${name} is not public, and evidence that GitHub signs wants one that is.`,
                    command: `gh repo edit ${owner}/${name} --visibility public  # or say evidence: 'cluster' in the delivery`,
                  },
                ]
              : []),
          ];
        },
      },
    ];
  },
};
