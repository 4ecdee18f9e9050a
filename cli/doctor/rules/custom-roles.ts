import { field } from '../../../adapters/github/narrow.ts';
import { RUN_SETUP } from '../commands-that-mend.ts';
import type { DoctorRule } from '../rule.ts';

/** A role of the project's own allows what the delivery says: no more, and no less. */
export const customRoles: DoctorRule = {
  id: 'custom-roles',
  checks: ({ gcp: { project, roles } }) =>
    roles.map(({ id, permissions }) => ({
      lines: ['backup'],
      about: `the role ${id}`,
      question: { program: 'gcloud', group: 'iam roles', verb: 'describe', about: [id, `--project=${project.id}`] },
      judge: (value) => {
        if (value === undefined || field(value, 'deleted') === true)
          return [
            { sentence: `There is no role ${id} in the project ${project.id}: no drill runs.`, command: RUN_SETUP },
          ];
        const found = permissionsIn(value);
        const more = found.filter((each) => !permissions.includes(each));
        const less = permissions.filter((each) => !found.includes(each));
        return [
          ...(more.length === 0 ? [] : [`The role ${id} allows ${more.join(', ')}, which no drill needs.`]),
          ...(less.length === 0 ? [] : [`The role ${id} does not allow ${less.join(', ')}, which a drill needs.`]),
        ].map((sentence) => ({ sentence, command: RUN_SETUP }));
      },
    })),
};

function permissionsIn(role: unknown): readonly string[] {
  const found = field(role, 'includedPermissions');
  return (Array.isArray(found) ? found : []).filter((each) => typeof each === 'string');
}
