import { readFileSync } from 'node:fs';
import { Project } from 'projen';
import { GitHub, GithubWorkflow } from 'projen/lib/github/index.js';
import type { PeerWorkflow } from './peer-workflow.ts';

// Usage: projen.ts <folder> <copies> <workflows.json>. The same workflows, said to projen's own classes.
const [folder = '', copies = '1', data = ''] = process.argv.slice(2);
const workflows = JSON.parse(readFileSync(data, 'utf8')) as readonly PeerWorkflow[];
const project = new Project({ name: 'peer', outdir: folder });
const github = new GitHub(project, { mergify: false, pullRequestLint: false });
for (let copy = 0; copy < Number(copies); copy += 1) {
  for (const { name, on, jobs } of workflows) {
    const workflow = new GithubWorkflow(github, `${name}-${copy}`);
    workflow.on(on);
    workflow.addJobs(jobs);
  }
}
project.synth();
process.stdout.write(JSON.stringify({ megabytes: process.resourceUsage().maxRSS / 1024 }));
