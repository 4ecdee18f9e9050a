import type { Delivery } from '../domain/delivery.ts';
import type { GeneratedFile } from '../domain/generated-file.ts';
import { kustomizeTree } from '../manifests-src/kustomize-tree.ts';
import { setupFiles } from '../setup-src/setup-files.ts';
import { generateWorkflows } from '../workflows-src/workflows.ts';

/** Every file that is generated from a delivery. Equal deliveries give equal files, by whichever door they come in.
 *  @throws {InvalidInput} before anything is written */
export const generatedFiles = (delivery: Delivery): readonly GeneratedFile[] => [
  ...generateWorkflows(delivery),
  ...kustomizeTree(delivery),
  ...setupFiles(delivery),
];
