import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { platform } from '../../../examples/ai-agent-platform/sluice.config.ts';
import { generateWorkflows } from '../../../workflows-src/workflows.ts';

// Usage: ours.ts <folder> <copies>. Makes the demo's workflows from the delivery, from scratch for each copy, and writes them.
const [folder = '', copies = '1'] = process.argv.slice(2);
for (let copy = 0; copy < Number(copies); copy += 1) {
  for (const { path, content } of generateWorkflows(platform)) {
    const file = join(folder, String(copy), path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
process.stdout.write(JSON.stringify({ megabytes: process.resourceUsage().maxRSS / 1024 }));
