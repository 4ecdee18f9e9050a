import { run } from '../_shell/run.ts';
import { act } from './act.ts';
import { approval } from './contract.ts';

await run(approval, act);
