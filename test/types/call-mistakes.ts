/** Mistakes at the border between two workflows that must not compile. Nothing here runs. */
import { call } from '../../workflows-src/language/call.ts';
import { GITHUB, secret } from '../../workflows-src/language/contexts.ts';
import { inputs } from '../../workflows-src/language/input.ts';
import { job } from '../../workflows-src/language/job.ts';
import { equals } from '../../workflows-src/language/operator.ts';
import { run } from '../../workflows-src/language/step.ts';
import { calledWorkflow } from '../../workflows-src/language/workflow.ts';

const given = inputs({
  repository: { type: 'string', required: true, description: 'Where to.' },
  dry: { type: 'boolean', required: false, description: 'Only look.' },
  tier: { type: 'choice', required: false, options: ['dev', 'staging'], description: 'Which.' },
});
const step = run({ name: 'Build', run: 'echo', outputs: ['digest'] });
const inner = job({
  id: 'build',
  name: 'Build',
  source: 'here',
  runsOn: 'ubuntu-24.04',
  timeoutMinutes: 1,
  steps: [step],
  outputs: { digest: step.outputs.digest },
});
const callee = calledWorkflow({
  path: '.github/workflows/build.yml',
  name: 'Build',
  source: 'here',
  on: {},
  call: {
    inputs: given,
    secrets: { API_KEY: { description: 'Key.', required: true } },
    outputs: { digest: { description: 'Digest.', value: inner.outputs.digest } },
  },
  jobs: [inner],
});
const frame = { id: 'a', name: 'A', source: 'here', workflow: callee } as const;
const secrets = { API_KEY: secret('API_KEY') };

// What is right compiles.
call({ ...frame, with: { repository: GITHUB.sha, dry: true, tier: 'dev' }, secrets }).outputs.digest;

// @ts-expect-error the callee requires a repository
call({ ...frame, with: {}, secrets });
// @ts-expect-error the callee knows no such input
call({ ...frame, with: { repository: 'a', repo: 'b' }, secrets });
// @ts-expect-error dry is a boolean
call({ ...frame, with: { repository: 'a', dry: 'true' }, secrets });
// @ts-expect-error tier is one of two words
call({ ...frame, with: { repository: 'a', tier: 'production' }, secrets });
// @ts-expect-error the callee requires a secret
call({ ...frame, with: { repository: 'a' }, secrets: {} });
// @ts-expect-error secrets are handed over one by one
call({ ...frame, with: { repository: 'a' }, secrets: 'inherit' });
// @ts-expect-error a secret is not an input
call({ ...frame, with: { repository: secret('API_KEY') }, secrets });
// @ts-expect-error a caller has no steps whose output it could hand over
call({ ...frame, with: { repository: step.outputs.digest }, secrets });
// @ts-expect-error the callee has no such output
call({ ...frame, with: { repository: 'a' }, secrets }).outputs.release;
// @ts-expect-error inputs have the names that were declared
given.values.repo;
// @ts-expect-error a choice is compared with one of its options
equals(given.values.tier, 'production');
// @ts-expect-error a boolean is not compared with a word
equals(given.values.dry, 'true');
calledWorkflow({
  ...callee,
  call: {
    ...callee.call,
    outputs: {
      digest: {
        description: 'Digest.',
        // @ts-expect-error what a called workflow gives back is the output of one of its jobs
        value: GITHUB.sha,
      },
    },
  },
});
