import { run } from '../_shell/run.ts';
import { rollout } from './contract.ts';
import { post } from './post.ts';
import { recordsOf } from './records.ts';

await run(
  rollout,
  // Loaded here: the post step mostly has nothing to do, and does not wait for a Kubernetes client.
  async (invocation) => (await import('./main-step.ts')).mainStep(invocation),
  (invocation) => post(invocation, () => recordsOf(invocation)),
);
