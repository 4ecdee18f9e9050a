import { describe, expect, it } from '@jest/globals';
import type { Deployment, DeploymentStatus, WorkflowRun } from '../../../../rehearsal/github/model.ts';
import { RolloutOutputs } from '../../../../rehearsal/story/rollout-outputs.ts';
import type { RunEvent } from '../../../../rehearsal/workflow/run-event.ts';

const ended = (outputs: Readonly<Record<string, string>>): RunEvent => ({
  run: { id: 1 } as WorkflowRun,
  job: { path: 'dev', name: 'dev' },
  kind: 'step-ended',
  step: { number: 1, id: 's', name: 's', place: { file: 'a.yml', line: 1 } },
  result: { outcome: 'success', conclusion: 'success', outputs },
});
const deployment = (id: number, ...statuses: string[]): Deployment => ({
  ...({ id, createdAt: '2026-01-01T00:00:00Z' } as Deployment),
  statuses: statuses.map((createdAt) => ({ createdAt }) as DeploymentStatus),
});

describe('what rollouts said', () => {
  it('has their own seconds and class', () => {
    const outputs = new RolloutOutputs();
    outputs.hear(ended({ record: '7', outcome: 'rolled-back', class: 'crash-loop', 'seconds-to-verdict': '3.4' }));
    expect(outputs.seconds(deployment(7, '2026-01-01T00:00:09Z'))).toBe(3.4);
    expect(outputs.failure(deployment(7))).toBe('crash-loop');
  });

  it('falls back to timestamps where a step does not say how long it took', () => {
    const outputs = new RolloutOutputs();
    outputs.hear(ended({ record: '8', outcome: 'complete', class: '', 'seconds-to-verdict': '' }));
    expect(outputs.seconds(deployment(8, '2026-01-01T00:00:02Z', '2026-01-01T00:00:05Z'))).toBe(5);
    expect(outputs.failure(deployment(8))).toBeUndefined();
    expect(outputs.seconds(deployment(9))).toBeUndefined();
  });

  it('are not those of a later step that judges the same record, as after a wave', () => {
    const outputs = new RolloutOutputs();
    outputs.hear(ended({ record: '7', outcome: 'rolled-back', class: 'crash-loop', 'seconds-to-verdict': '3.4' }));
    outputs.hear(ended({ record: '7', outcome: 'rolled-back', sentence: 'Not complete: europe-west1/prod.' }));
    expect(outputs.seconds(deployment(7, '2026-01-01T00:00:09Z'))).toBe(3.4);
    expect(outputs.failure(deployment(7))).toBe('crash-loop');
  });

  it('ignores steps that deployed nothing', () => {
    const outputs = new RolloutOutputs();
    outputs.hear(ended({ record: '7', 'seconds-to-verdict': '1' }));
    expect(outputs.seconds(deployment(7))).toBeUndefined();
  });
});
