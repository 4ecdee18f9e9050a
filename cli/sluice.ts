#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { InvalidInput } from '../domain/problem.ts';
import { Refusal } from '../domain/refusal.ts';
import { cacheFolder } from './cache-folder.ts';
import { Misuse } from './command-line/given.ts';
import { ConfigProblem } from './config/config-problem.ts';
import type { Standing } from './config/find-config.ts';
import { standingFolder } from './config/standing-folder.ts';

// Hundreds of modules are stripped of their types and compiled once, not at every start. Without a cache it goes on without.
enableCompileCache(join(cacheFolder(process.env), 'compiled'));

type Run = (args: readonly string[], standing: Standing) => Promise<number>;

/** What `sluice` can do. A command is loaded when it is called, so that a small one starts fast. */
const COMMANDS: Readonly<Record<string, { readonly about: string; readonly load: () => Promise<Run> }>> = {
  check: {
    about: 'tells which generated files are stale, by file, line and source',
    load: async () => (await import('./check.ts')).check,
  },
  rbac: {
    about: 'writes the least Role of a deployer',
    load: async () => (await import('./rbac.ts')).rbac,
  },
  rehearse: {
    about: 'rehearses the whole delivery on this machine',
    load: async () => (await import('./rehearse.ts')).rehearse,
  },
  rollout: {
    about: 'rolls out, watches and undoes on any cluster, without GitHub',
    load: async () => (await import('./rollout.ts')).rollout,
  },
  setup: {
    about: 'writes what an administrator gives the cloud and GitHub once',
    load: async () => (await import('./setup.ts')).setup,
  },
  synth: { about: 'writes the generated files', load: async () => (await import('./synth.ts')).synth },
};

const usage = (): string =>
  [
    'Usage: sluice <command>',
    '',
    ...Object.entries(COMMANDS).map(([name, { about }]) => `  ${name.padEnd(10)} ${about}`),
  ].join('\n');

/** A mistake of ours: where it happened helps those who mend it, and nobody else. */
function unexpected(error: unknown): string {
  const [sentence, stack] = error instanceof Error ? [`${error.name}: ${error.message}`, error.stack] : [String(error)];
  if (process.env['SLUICE_TRACE'] === '1') return stack ?? sentence;
  return `sluice failed: ${sentence}\nThis is nothing that it knows how to explain. To report it, run the same again with SLUICE_TRACE=1, which tells where it happened.`;
}

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h') {
    console.log(usage());
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    console.error(`There is no command "${name}".\n\n${usage()}`);
    return 2;
  }
  const started = process.cwd();
  const folder = standingFolder(process.env, started);
  // Every relative path that follows was typed there.
  process.chdir(folder);
  return (await command.load())(args, { folder, started });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const misunderstood = error instanceof ConfigProblem || error instanceof Misuse;
  if (misunderstood || error instanceof InvalidInput || error instanceof Refusal) console.error(error.message);
  else console.error(unexpected(error));
  process.exitCode = misunderstood ? 2 : 1;
}
