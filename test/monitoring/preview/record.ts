import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../../../cli/config/load-config.ts';
import { ANSWERS_FILE } from '../../../own/preview/answers-file.ts';
import { answersOf, replayedFor } from './recorded.ts';

// Usage: record.ts --config FILE, that of the demo. Asks a real Prometheus what each panel shows of the scripted hours, and keeps the answers.
const root = join(import.meta.dirname, '..', '..', '..');
const { values } = parseArgs({ options: { config: { type: 'string', default: '' } } });
const { delivery } = await loadConfig(resolve(values.config), root);
await using replayed = await replayedFor(delivery);
const { panels, ...rest } = await answersOf(delivery, replayed);
// A line for each panel: what has changed is seen in a diff.
const text = `${JSON.stringify(rest).slice(0, -1)},"panels":[\n${panels.map((panel) => JSON.stringify(panel)).join(',\n')}\n]}\n`;
writeFileSync(join(root, ANSWERS_FILE), text);
console.log(`${ANSWERS_FILE}: ${panels.length} panels`);
