import { field } from '../../../adapters/github/narrow.ts';
import type { DoctorRule } from '../rule.ts';

/** Where images lie, a tag is written once. */
export const registryRepositories: DoctorRule = {
  id: 'registry-repositories',
  checks: ({ gcp: { project, location, registries } }) =>
    registries.map(({ name, tags }) => {
      const place = `--location=${location} --project=${project.id}`;
      return {
        lines: ['image-of-a-commit'],
        about: `the repository ${name} of the registry`,
        question: {
          program: 'gcloud',
          group: 'artifacts repositories',
          verb: 'describe',
          about: [name, ...place.split(' ')],
        },
        judge: (value) => {
          if (value === undefined)
            return [
              {
                sentence: `There is no repository ${name} in ${location}: nothing can be pushed to it.`,
                command: `gcloud artifacts repositories create ${name} --repository-format=docker ${tags === 'once' ? '--immutable-tags' : '--no-immutable-tags'} ${place}`,
              },
            ];
          const isImmutable = field(field(value, 'dockerConfig'), 'immutableTags') === true;
          if (isImmutable === (tags === 'once')) return [];
          return [
            tags === 'once'
              ? {
                  sentence: `Tags of ${name} can be moved: what somebody calls by a tag could become something else.`,
                  command: `gcloud artifacts repositories update ${name} --immutable-tags ${place}`,
                }
              : {
                  sentence: `Tags of ${name} cannot be moved, and evidence is attached by tags that are.`,
                  command: `gcloud artifacts repositories update ${name} --no-immutable-tags ${place}`,
                },
          ];
        },
      };
    }),
};
