import { LOCK } from '../catalogue/lock.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { GeneratedFile } from '../domain/generated-file.ts';
import { kustomizeTree } from '../manifests-src/kustomize-tree.ts';
import { observabilityFiles } from '../manifests-src/observability/observability-files.ts';
import { setupFiles } from '../setup-src/setup-files.ts';
import type { Besides } from '../workflows-src/language/besides.ts';
import { generateWorkflows } from '../workflows-src/workflows.ts';
import { fileList } from './file-list.ts';
import { vendoredActions } from './vendored-actions.ts';

/** Every file that is generated from a delivery, and from the workflows that its repository has besides. Equal ones give equal files, by
 *  whichever door they come in.
 *  @throws {InvalidInput} before anything is written */
export function generatedFiles(delivery: Delivery, besides: Besides = {}): readonly GeneratedFile[] {
  const files = [
    ...generateWorkflows(delivery, LOCK, besides),
    ...kustomizeTree(delivery),
    ...observabilityFiles(delivery),
    ...setupFiles(delivery),
    ...vendoredActions(delivery),
  ];
  return [...files, fileList(files)];
}
