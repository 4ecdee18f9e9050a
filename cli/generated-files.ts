import { LOCK } from '../catalogue/lock.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { GeneratedFile } from '../domain/generated-file.ts';
import { kustomizeTree } from '../manifests-src/kustomize-tree.ts';
import { setupFiles } from '../setup-src/setup-files.ts';
import { generateWorkflows } from '../workflows-src/workflows.ts';
import { fileList } from './file-list.ts';
import { vendoredActions } from './vendored-actions.ts';

/** Every file that is generated from a delivery. Equal deliveries give equal files, by whichever door they come in.
 *  @param config where the delivery is said, from the root of the repository, if that is not `sluice.config.*` at the root
 *  @throws {InvalidInput} before anything is written */
export function generatedFiles(delivery: Delivery, config?: string): readonly GeneratedFile[] {
  const files = [
    ...generateWorkflows(delivery, LOCK, config),
    ...kustomizeTree(delivery),
    ...setupFiles(delivery),
    ...vendoredActions(delivery),
  ];
  return [...files, fileList(files)];
}
