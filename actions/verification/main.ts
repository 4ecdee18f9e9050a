import { run } from '../_shell/run.ts';
import { act } from './act.ts';
import { verification } from './contract.ts';

await run(verification, act);
