import { mkdirSync, writeFileSync } from 'node:fs';
import { expr, job, step, workflow } from 'gagen';

// Usage: gagen.js <folder, or - for none> <count>. The same workflows as ours.js, without reasons, permissions and comments.
const [folder, count] = process.argv.slice(2);
const NOWHERE = '-';
const checkout = step({
  name: 'Check out',
  uses: 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1',
  with: { 'persist-credentials': false },
});

if (folder !== NOWHERE) mkdirSync(folder, { recursive: true });
for (let number = 0; number < Number(count); number++) {
  const jobs = [];
  let before;
  for (let index = 0; index < 4; index++) {
    const measured = step({
      id: 'measure',
      name: 'Measure',
      run: `node measure.mjs ${number} >> "$GITHUB_OUTPUT"`,
      outputs: ['digest'],
    });
    const steps = [checkout, measured];
    for (let each = 2; each < 8; each++)
      steps.push(
        step({
          name: `Step ${each}`,
          run: `make part-${each}`,
          env: { DIGEST: measured.outputs.digest, BEFORE: before === undefined ? 'none' : before.outputs.digest },
        }),
      );
    before = job(`job-${index}`, {
      name: `Job ${index}`,
      runsOn: 'ubuntu-24.04',
      timeoutMinutes: 10,
      permissions: {},
      steps,
      outputs: { digest: measured.outputs.digest },
      ...(before === undefined ? {} : { if: expr(`needs.job-${index - 1}.result`).equals('success') }),
    });
    jobs.push(before);
  }
  const made = workflow({ name: `W ${number}`, on: { push: { branches: ['main'] } }, jobs });
  const content = made.toYamlString({ header: '# GENERATED' });
  if (folder !== NOWHERE) writeFileSync(`${folder}/w${number}.yml`, content);
}
const { user, system } = process.cpuUsage();
process.stdout.write(
  JSON.stringify({ megabytes: process.resourceUsage().maxRSS / 1024, processor: (user + system) / 1000 }),
);
