#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { PACKAGE_VERSION } from '../domain/package-name.ts';
import { InvalidInput } from '../domain/problem.ts';
import { Refusal } from '../domain/refusal.ts';
import { cacheFolder } from './cache-folder.ts';
import { Misuse } from './command-line/given.ts';
import { COMMANDS, commandNamed } from './commands.ts';
import { ConfigProblem } from './config/config-problem.ts';
import { standingFolder } from './config/standing-folder.ts';
import { systemSentence } from './system-sentence.ts';

// Hundreds of modules are stripped of their types and compiled once, not at every start. Without a cache it goes on without.
enableCompileCache(join(cacheFolder(process.env), 'compiled'));

const usage = (): string =>
  [
    'Usage: sluice <command> [options]',
    '',
    ...Object.entries(COMMANDS).map(([name, { about }]) => `  ${name.padEnd(11)} ${about}`),
    '',
    '"sluice help <command>" tells more of one; "sluice --version" tells which Sluice this is.',
  ].join('\n');

/** A mistake of ours: where it happened helps those who mend it, and nobody else. */
function unexpected(error: unknown): string {
  const [sentence, stack] = error instanceof Error ? [`${error.name}: ${error.message}`, error.stack] : [String(error)];
  if (process.env['SLUICE_TRACE'] === '1') return stack ?? sentence;
  return `sluice failed: ${sentence}\nThis is nothing that it knows how to explain. To report it, run the same again with SLUICE_TRACE=1, which tells where it happened.`;
}

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined) {
    console.error(usage());
    return 2;
  }
  if (name === '--version' || name === '-V') {
    console.log(PACKAGE_VERSION);
    return 0;
  }
  const [asked, ...more] = name === 'help' ? args : [name, ...args];
  if (asked === undefined || HELP.includes(asked)) {
    console.log(usage());
    return 0;
  }
  const found = commandNamed(asked);
  if (found === undefined) throw new Misuse(`There is no command "${asked}".\n\n${usage()}`);
  const command = await found.load();
  if (name === 'help' || more.some((argument) => HELP.includes(argument))) {
    console.log(command.usage);
    return 0;
  }
  const started = process.cwd();
  const folder = standingFolder(process.env, started);
  // Every relative path that follows was typed there.
  process.chdir(folder);
  return command.run(args, { folder, started });
}

// Whoever reads has read enough, as head does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

const HELP: readonly string[] = ['--help', '-h'];

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const misunderstood = error instanceof ConfigProblem || error instanceof Misuse;
  if (misunderstood || error instanceof InvalidInput || error instanceof Refusal) console.error(error.message);
  else console.error(systemSentence(error, process.cwd()) ?? unexpected(error));
  process.exitCode = misunderstood ? 2 : 1;
}
