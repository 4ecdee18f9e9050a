import { counted } from '../../domain/counted.ts';
import { type Judged, judgeTrees } from '../../manifests-src/rules/rules.ts';
import type { Platform } from '../../manifests-src/rules/tree.ts';
import { readTrees } from './read-trees.ts';

/** Judges the manifests of a folder, whoever made them, by every rule; writes nothing. @returns 1 when something is found */
export async function checkManifests(folder: string, platform: Platform): Promise<number> {
  const trees = await readTrees(folder, platform);
  const judged = judgeTrees(trees);
  const objects = trees.reduce((sum, tree) => sum + tree.objects.length, 0);
  const where = `${counted(objects, 'object')} of ${counted(trees.length, 'tree')} (${trees.map(({ name }) => name).join(', ')})`;
  if (judged.length === 0) {
    console.log(`Nothing is wrong with ${where}.`);
    return 0;
  }
  const rules = [...new Set(judged.map(({ rule }) => rule))];
  console.error(`${counted(judged.length, 'finding')} in ${where}, by ${counted(rules.length, 'rule')}:`);
  for (const rule of rules) {
    const found = judged.filter((each) => each.rule === rule);
    console.error(
      ['', `${rule.id}: ${rule.why}`, ...found.map(line), `  → ${rule.fix}`, `    ${rule.source}`].join('\n'),
    );
  }
  return 1;
}

const line = ({ tree, finding: { at, path, seen } }: Judged): string =>
  `  ${tree}: ${at}${path === '' ? '' : ` ${path}`} ${seen}.`;
