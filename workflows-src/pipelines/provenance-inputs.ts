import { VENDORED_FOLDER } from '../../domain/actions-source.ts';
import { branchPrefix } from '../../domain/branch.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { lotFile } from '../../domain/lot.ts';
import { registryHost } from '../../domain/registry.ts';
import { GITHUB, JOB_ID, variableValue } from '../language/contexts.ts';
import type { Expression } from '../language/expression.ts';
import { format, ifSet } from '../language/operator.ts';
import { type Template, template } from '../language/template.ts';
import type { Material } from './material.ts';

/** Where builders of protected branches say what they have built; nothing for what no such branch builds. */
const provenancePlace = (
  { registry }: Delivery,
  repository: Expression<string, 'inputs'>,
): Expression<string, 'vars' | 'inputs'> =>
  ifSet<string, 'vars' | 'inputs'>(
    repository,
    format<'vars' | 'inputs'>(`${registryHost(registry)}/{0}/{1}`, variableValue(registry.project), repository),
  );

/** Whose builds of an image count, and by what: files of the lot of its service, for those of others do not build it.
 *  @param repository the name of the one where they say so, or nothing */
export const provenanceInputs = ({ delivery, lot }: Material, repository: Expression<string, 'inputs'>) => ({
  provenance: provenancePlace(delivery, repository),
  workflows: buildingWorkflows({ delivery, lot }),
  instructions: [
    fileOf({ delivery, lot }, 'deploy'),
    fileOf({ delivery, lot }, 'build'),
    ...actionsFolder(delivery),
  ].join('\n'),
  job: JOB_ID,
});

/** Actions of another repository stand in the workflow files, by their commits. */
function actionsFolder({ actionsFrom }: Delivery): readonly string[] {
  if (actionsFrom === 'local') return ['actions'];
  return actionsFrom === 'vendored' ? [VENDORED_FOLDER] : [];
}

/** Runs of protected branches, which build images and form releases. Of branches that only a pattern names each counts for itself alone:
 *  whoever may push can make one. */
export function buildingWorkflows({ delivery, lot }: Pick<Material, 'delivery' | 'lot'>): Template<'github'> {
  const branches = delivery.tiers.filter(({ trust }) => trust === 'protected').map(({ from }) => from);
  const file = fileOf({ delivery, lot }, 'deploy');
  const named = branches.filter((each) => branchPrefix(each) === undefined);
  const lines = named.map(({ pattern }) => `${file}@refs/heads/${pattern}`);
  const parts = named.length === branches.length ? [lines.join('\n')] : [[...lines, `${file}@`].join('\n'), GITHUB.ref];
  return template(parts);
}

const fileOf = ({ delivery, lot }: Pick<Material, 'delivery' | 'lot'>, name: string): string =>
  `.github/workflows/${lotFile(delivery, name, lot.number)}`;
