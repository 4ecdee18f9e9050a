import { expect, it } from '@jest/globals';
import * as language from '../../../../workflow.ts';
import { made, step, wf } from '../rules/small-workflows.ts';

it('what others write by the language is held to every rule, too', () => {
  expect(language.workflowFile(wf([made()])).content).toContain('runs-on: ubuntu-24.04\n');
  const raw = language.untypedExpression<boolean, 'github'>('github.event.issue.title', {
    uses: ['github'],
    why: 'none',
  });
  const hidden = step({ env: { A: '${{ secrets.A }}' } });
  expect(() => language.workflowFile(wf([made({ if: raw, steps: [hidden] })]))).toThrow(
    /problems\.[\s\S]*GitHub reads[\s\S]*without rights can choose/,
  );
});

it('a workflow that belongs to no delivery may name any environment', () => {
  const environment = language.jobEnvironment('docs');
  expect(() => language.workflowFile(wf([made({ environment })]))).not.toThrow();
});

it('and one that is too large is named by itself', () => {
  const large = wf([made({ steps: [step({ run: 'x'.repeat(600_000) })] })]);
  expect(() => language.workflowFile(large)).toThrow(/jobs = 1: .*takes 512,000: .*Make two workflows of it/);
});
