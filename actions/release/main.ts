import { run } from '../_shell/run.ts';
import { act } from './act.ts';
import { release } from './contract.ts';

await run(release, act);
