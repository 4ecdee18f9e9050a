import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../cli/config/load-config.ts';
import { describeDrift, findDrift, findOrphans } from '../cli/drift.ts';
import { isMarked } from '../cli/marked-files.ts';
import { listFiles, readText } from '../cli/repository-files.ts';
import { bundleDrift } from './bundle-drift.ts';
import { OWN_PLACES, ownFiles } from './own-files.ts';

// Usage: check.ts --config FILE, that of the demo. What `sluice check` is for the files of a delivery, for those that this repository generates for itself.
const root = join(import.meta.dirname, '..');
const { values } = parseArgs({ options: { config: { type: 'string', default: '' } } });
const { delivery } = await loadConfig(resolve(values.config), root);
const generated = ownFiles(delivery);
const marked = listFiles(root).filter((path) => isMarked(path, readText(root, path) ?? '', OWN_PLACES));
const drifts = [
  ...findDrift(generated, (path) => readText(root, path)),
  ...findOrphans(generated, marked),
  ...(await bundleDrift(root)),
];
for (const drift of drifts) console.error(describeDrift(drift));
if (drifts.length > 0) {
  console.error('\nChange the source and run "npm run synth" (bundles: "npm run build").');
  process.exitCode = 1;
} else console.log(`${generated.length} generated files and the bundles are what their sources make of them.`);
