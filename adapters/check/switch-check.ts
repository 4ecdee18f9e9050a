import { spawn } from 'node:child_process';
import { type Clock, pause } from '../../engine/rollout/clock.ts';
import type { CheckAnswer, SwitchCheck } from '../../engine/rollout/request.ts';

const TRIES = 5;
const BETWEEN = 2_000;
/** One try of either kind. */
const WITHIN = 60_000;

/** A check that the user names: a URL that has to answer with a status below 400, or a command for `sh` that has to end with 0.
 *  The command finds `SLUICE_MOMENT` (`before-switch`, `after-switch`), `SLUICE_SERVICE` and `SLUICE_NAMESPACE` in its environment.
 *  Five tries, two seconds apart. `undefined` for an empty text. */
export function switchCheck(text: string, clock: Clock): SwitchCheck | undefined {
  if (text === '') return undefined;
  return {
    async run({ moment, service, namespace }, signal) {
      const environment = { SLUICE_MOMENT: moment, SLUICE_SERVICE: service, SLUICE_NAMESPACE: namespace };
      for (let tries = 1; ; tries++) {
        const answer = /^https?:\/\//.test(text) ? await ask(text, signal) : await execute(text, environment, signal);
        if (answer.ok || tries === TRIES || signal.aborted) return answer;
        await pause(BETWEEN, clock, signal);
      }
    },
  };
}

async function ask(url: string, signal: AbortSignal): Promise<CheckAnswer> {
  try {
    const { status } = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(WITHIN)]) });
    return status < 400 ? { ok: true } : { ok: false, sentence: `GET ${url} answered ${status}.` };
  } catch (error) {
    const { message, cause } = error as Error;
    return { ok: false, sentence: `GET ${url} got no answer: ${cause instanceof Error ? cause.message : message}.` };
  }
}

function execute(command: string, environment: Record<string, string>, signal: AbortSignal): Promise<CheckAnswer> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn('sh', ['-c', command], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      timeout: WITHIN,
    });
    const hear = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-2_000);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', ({ message }) => resolve({ ok: false, sentence: `The check could not be run: ${message}.` }));
    child.on('close', (code, killed) => {
      const last = output.trimEnd().split('\n').at(-1) ?? '';
      const how = code === null ? `was ended by ${killed}` : `ended with code ${code}`;
      resolve(
        code === 0 ? { ok: true } : { ok: false, sentence: `It ${how}${last === '' ? '' : ` and said: "${last}"`}.` },
      );
    });
  });
}
