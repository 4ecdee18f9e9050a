import { text } from '../../../adapters/github/narrow.ts';
import { entries } from '../answers.ts';
import { inRepository, repositoryPath } from '../commands-that-mend.ts';
import type { LineId } from '../lines.ts';
import type { Check, DoctorRule, Lack, Wanted } from '../rule.ts';

/** A workflow that GitHub does not know, or that somebody has turned off, does nothing and says nothing. */
export const workflowFiles: DoctorRule = {
  id: 'workflow-files',
  checks: (wanted) => wanted.workflows.map((path) => checkOf(wanted, path)),
};

const checkOf = (wanted: Wanted, path: string): Check => ({
  lines: [lineOf(path)],
  about: `the workflow ${path}`,
  question: { program: 'gh', path: `${repositoryPath(wanted)}/actions/workflows?per_page=100` },
  judge: (value) => {
    const found = entries(value, 'workflows').find((each) => text(each, 'path') === path);
    return found === undefined ? [unknown(path)] : stopped(wanted, path, text(found, 'state') ?? 'unknown');
  },
});

const lineOf = (path: string): LineId =>
  path.includes('test') ? 'tests-run' : path.includes('rollback') ? 'rolls-back' : 'one-process';

const unknown = (path: string): Lack => ({
  sentence: `GitHub knows no workflow ${path}: it is not on the default branch.`,
  command: `npx @sluice-delivery/sluice synth && git add ${path} && git commit -m "ci: ${path}" && git push`,
});

const stopped = (wanted: Wanted, path: string, state: string): readonly Lack[] =>
  state === 'active'
    ? []
    : [
        {
          sentence: `The workflow ${path} is ${state}, wanted: active.`,
          command: inRepository(wanted, `workflow enable ${path.split('/').at(-1)}`),
        },
      ];
