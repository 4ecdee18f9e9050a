import { run } from '../_shell/run.ts';
import { rollout } from './contract.ts';
import { isOpen } from './kept.ts';
import { retell } from './retell.ts';

/** Loaded when it is needed: the post step mostly has nothing to do, and does not wait for a Kubernetes client. */
const steps = () => import('./steps.ts');

await run(
  rollout,
  async (invocation) => (await steps()).mainStep(invocation),
  async (invocation) => (isOpen(invocation) ? (await steps()).postStep(invocation) : retell(invocation)),
);
