import type { Delivery } from '../../domain/delivery.ts';
import { generatedFiles } from '../generated-files.ts';
import { listFiles } from '../repository-files.ts';

/** Workflow files of a repository that its delivery does not make: a story is not about them, and an act of it would start them, too. */
export function foreignWorkflows(root: string, delivery: Delivery): readonly string[] {
  const own = new Set(generatedFiles(delivery).map(({ path }) => path));
  return listFiles(root).filter((path) => WORKFLOW.test(path) && !own.has(path));
}

const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/;

export const leftOutSentence = (paths: readonly string[]): string =>
  `Not of the delivery, and left out of its story: ${paths.join(', ')}. "sluice rehearse --event KIND" runs ${paths.length === 1 ? 'it' : 'them'}, too.`;
