import { run } from '../_shell/run.ts';
import { act } from './act.ts';
import { wave } from './contract.ts';

await run(wave, act);
