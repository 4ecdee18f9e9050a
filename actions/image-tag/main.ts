import { run } from '../_shell/run.ts';
import { act } from './act.ts';
import { imageTag } from './contract.ts';

await run(imageTag, act);
