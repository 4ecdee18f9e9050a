import { generateActionFiles } from '../actions/_shell/metadata.ts';
import { CONTRACTS } from '../actions/contracts.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { GeneratedFile } from '../domain/generated-file.ts';
import { kustomizeTree } from '../manifests-src/kustomize-tree.ts';
import { setupFiles } from '../setup-src/setup-files.ts';
import { generateWorkflows } from '../workflows-src/workflows.ts';
import { verdictPage } from './verdict-page.ts';

/** Every text file that is generated from a delivery, and from this repository's own contracts and classes of failure. Bundles are apart: they are
 *  built, not rendered. */
export const generatedFiles = (delivery: Delivery): readonly GeneratedFile[] => [
  ...generateWorkflows(delivery),
  ...kustomizeTree(delivery),
  ...setupFiles(delivery),
  ...generateActionFiles(CONTRACTS),
  verdictPage(),
];
