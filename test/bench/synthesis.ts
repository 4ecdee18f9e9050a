import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { platform } from '../../examples/ai-agent-platform/sluice.config.ts';
import { generateWorkflows } from '../../workflows-src/workflows.ts';
import { type Bench, median, type Row } from './measure.ts';
import { peerWorkflow } from './synthesis/peer-workflow.ts';

interface Synthesis {
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** The demo's workflows by our generator and by projen's own classes, each in a process of its own, start of Node included. projen
 *  is given the finished jobs, ours derives them; projen's files lack the comments, which it cannot write. */
export async function synthesisBench(): Promise<Bench> {
  const scratch = mkdtempSync(join(tmpdir(), 'sluice-synthesis-'));
  try {
    const made = generateWorkflows(platform).filter(({ path }) => path.startsWith('.github/workflows/'));
    const data = join(scratch, 'workflows.json');
    writeFileSync(data, JSON.stringify(made.map(({ content }) => peerWorkflow(content))));
    return {
      name: 'Synthesis of workflows against projen',
      rows: [
        ...(await compare(scratch, data, made.length, 1, 5)),
        ...(await compare(scratch, data, made.length, Math.ceil(1000 / made.length), 3)),
      ],
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function compare(scratch: string, data: string, files: number, copies: number, runs: number): Promise<Row[]> {
  const ours: Synthesis[] = [];
  const peer: Synthesis[] = [];
  for (let run = 0; run < runs; run += 1) {
    ours.push(await synthesise('ours.ts', [join(scratch, `ours-${copies}-${run}`), String(copies)]));
    peer.push(await synthesise('projen.ts', [join(scratch, `peer-${copies}-${run}`), String(copies), data]));
  }
  const row = (what: keyof Synthesis, label: string, unit: string): Row => ({
    label: `${label}, ${files * copies} workflows`,
    ours: median(ours.map((sample) => sample[what])),
    peer: median(peer.map((sample) => sample[what])),
    unit,
    limit: 1,
  });
  return [row('milliseconds', 'wall time', 'ms'), row('megabytes', 'peak memory', 'MB')];
}

/** One run in a fresh process; projen's install step is off, it would measure the network. */
function synthesise(script: string, args: readonly string[]): Promise<Synthesis> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, [join(import.meta.dirname, 'synthesis', script), ...args], {
      env: { ...process.env, PROJEN_DISABLE_POST: 'true', CI: 'false' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const texts = { out: '', error: '' };
    child.stdout.on('data', (chunk) => (texts.out += String(chunk)));
    child.stderr.on('data', (chunk) => (texts.error += String(chunk)));
    child.on('error', reject);
    child.on('close', (code) => {
      const report = /\{"megabytes":[\d.]+\}$/.exec(texts.out)?.[0];
      if (code !== 0 || report === undefined)
        reject(new Error(`${script} ended with ${code}: ${texts.error || texts.out}`));
      else resolve({ milliseconds: performance.now() - started, ...(JSON.parse(report) as { megabytes: number }) });
    });
  });
}
