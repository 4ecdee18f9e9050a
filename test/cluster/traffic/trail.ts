import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Kubectl } from '../bring-up/kubectl.ts';

/** What a field of an object was, one after the other. */
export interface Trail {
  readonly steps: readonly { readonly at: number; readonly value: string }[];
  /** @returns when it was seen to be so, at once when it was before. @throws when that takes longer. */
  until(what: string, wanted: (value: string) => boolean, seconds: number, since?: number): Promise<number>;
  stop(): Promise<void>;
}

/** Watches one object, which need not exist yet; equal values in a row are one step. @param field a jsonpath without braces. */
export function trail(kubectl: Kubectl, namespace: string, [resource, name]: [string, string], field: string): Trail {
  const steps: { at: number; value: string }[] = [];
  const args = ['get', resource, `--field-selector=metadata.name=${name}`, '--namespace', namespace, '--watch'];
  const child = spawn(
    kubectl.program,
    ['--kubeconfig', kubectl.kubeconfig, ...args, `--output=jsonpath={${field}}{"\\n"}`],
    { env: { PATH: process.env['PATH'], HOME: '/nonexistent' }, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    for (const value of lines) if (steps.at(-1)?.value !== value) steps.push({ at: Date.now(), value });
  });
  return {
    steps,
    async until(what, wanted, seconds, since = 0) {
      const end = Date.now() + seconds * 1000;
      for (;;) {
        const found = steps.find(({ at, value }) => at >= since && wanted(value));
        if (found !== undefined) return found.at;
        if (Date.now() > end)
          throw new Error(`Waited ${seconds} s for ${what}; seen: ${steps.map(({ value }) => value)}`);
        await sleep(20);
      }
    },
    async stop() {
      child.kill();
      await ended;
    },
  };
}
