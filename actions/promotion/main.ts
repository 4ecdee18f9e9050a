import { run } from '../_shell/run.ts';
import { act } from './act.ts';
import { promotion } from './contract.ts';

await run(promotion, act);
