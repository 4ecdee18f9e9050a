import { StatusError } from '../object-store.ts';
import type { FieldManager } from './field-managers.ts';
import { type FieldPath, pathText } from './field-path.ts';

/** A field that an apply would change, and the manager that set it. */
export interface FieldConflict {
  readonly manager: FieldManager;
  readonly path: FieldPath;
}

/** 409 with Kubernetes' text and one cause a field.
 *  https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts */
export const applyConflict = (conflicts: readonly FieldConflict[]): StatusError =>
  new StatusError(409, 'Conflict', messageOf(conflicts), {
    causes: conflicts.map(({ manager, path }) => ({
      reason: 'FieldManagerConflict',
      message: `conflict with ${managerText(manager)}`,
      field: pathText(path),
    })),
  });

const messageOf = (conflicts: readonly FieldConflict[]): string => {
  const [only] = conflicts;
  if (only !== undefined && conflicts.length === 1)
    return `Apply failed with 1 conflict: conflict with ${managerText(only.manager)}: ${pathText(only.path)}`;
  const managers = [...new Set(conflicts.map(({ manager }) => manager))].sort((a, b) => (a.name < b.name ? -1 : 1));
  const lines = managers.flatMap((manager) => [
    `conflicts with ${managerText(manager)}:`,
    ...conflicts.filter((conflict) => conflict.manager === manager).map(({ path }) => `- ${pathText(path)}`),
  ]);
  return `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`;
};

const managerText = ({ name, operation, apiVersion, subresource }: FieldManager): string => {
  const named =
    subresource === undefined ? JSON.stringify(name) : `${JSON.stringify(name)} with subresource "${subresource}"`;
  return operation === 'Update' ? `${named} using ${apiVersion}` : named;
};
