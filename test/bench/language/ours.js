import { mkdirSync, writeFileSync } from 'node:fs';
import { action, equals, job, run, workflow, workflowFile } from '@sluice-delivery/sluice/workflow';

// Usage: ours.js <folder, or - for none> <count>. Workflows of four jobs with eight steps each.
const [folder, count] = process.argv.slice(2);
const NOWHERE = '-';
const frame = { source: 'ours.js', runsOn: 'ubuntu-24.04', timeoutMinutes: 10 };
const checkout = action('actions/checkout', { name: 'Check out', with: { 'persist-credentials': false } });

if (folder !== NOWHERE) mkdirSync(folder, { recursive: true });
for (let number = 0; number < Number(count); number++) {
  const jobs = [];
  let before;
  for (let index = 0; index < 4; index++) {
    const measured = run({
      name: 'Measure',
      run: `node measure.mjs ${number} >> "$GITHUB_OUTPUT"`,
      outputs: ['digest'],
    });
    const steps = [checkout, measured];
    for (let step = 2; step < 8; step++)
      steps.push(
        run({
          name: `Step ${step}`,
          run: `make part-${step}`,
          env: { DIGEST: measured.outputs.digest, BEFORE: before === undefined ? 'none' : before.outputs.digest },
        }),
      );
    before = job({
      ...frame,
      id: `job-${index}`,
      name: `Job ${index}`,
      steps,
      outputs: { digest: measured.outputs.digest },
      ...(before === undefined ? {} : { if: equals(before.result, 'success') }),
    });
    jobs.push(before);
  }
  const made = workflow({
    path: `.github/workflows/w${number}.yml`,
    name: `W ${number}`,
    source: 'ours.js',
    on: { push: { branches: ['main'] } },
    jobs,
  });
  const { content } = workflowFile(made);
  if (folder !== NOWHERE) writeFileSync(`${folder}/w${number}.yml`, content);
}
const { user, system } = process.cpuUsage();
process.stdout.write(
  JSON.stringify({ megabytes: process.resourceUsage().maxRSS / 1024, processor: (user + system) / 1000 }),
);
