import { platform } from '../examples/ai-agent-platform/delivery.ts';
import { bundleDrift } from './bundle-drift.ts';
import { type Drift, describeDrift, findDrift, findOrphans } from './drift.ts';
import { generatedFiles } from './generated-files.ts';
import { isMarked } from './marked-files.ts';
import { listFiles, readText, repositoryRoot } from './repository-files.ts';

/** Compares every generated file with its source, in memory; writes nothing. @returns 1 when one is stale. */
export async function check(): Promise<number> {
  const root = repositoryRoot();
  const generated = generatedFiles(platform);
  const marked = listFiles(root).filter((path) => isMarked(path, readText(root, path) ?? ''));
  const drifts: readonly Drift[] = [
    ...findDrift(generated, (path) => readText(root, path)),
    ...findOrphans(generated, marked),
    ...(await bundleDrift(root)),
  ];
  for (const drift of drifts) console.error(describeDrift(drift));
  if (drifts.length > 0) {
    console.error(
      `\n${drifts.length} generated file${drifts.length === 1 ? ' is' : 's are'} stale. Change the source and run "npm run synth" (bundles: "npm run build").`,
    );
    return 1;
  }
  console.log(`${generated.length} generated files and the bundles are what their sources make of them.`);
  return 0;
}
