import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_NAME } from '../domain/package-name.ts';
import { type Given, Misuse, readArguments } from './command-line/given.ts';
import { CONFIG_NAMES, repositoryOf, type Standing } from './config/find-config.ts';
import { CHOICE_OPTIONS, choose, type Question, questionsOf } from './init/choices.ts';
import { configText } from './init/config-text.ts';
import { type Found, lookAround } from './init/found.ts';
import { ignoredHistory } from './init/ignored-history.ts';
import { answersFrom } from './rehearsal/answers.ts';
import { readText } from './repository-files.ts';

export const OPTIONS = CHOICE_OPTIONS;

export const USAGE = `Usage: sluice init [--location PLACE] [--cluster NAME] [--tiers LIST]

Reads what is in the repository and writes a sluice.config.ts for it, which is shown first, and a .dockerignore where a service is built
from the root and there is none. Nothing else is written, and nothing is overwritten. What cannot be read is asked; without a terminal it is assumed, and said.

  --location PLACE   of images and the cluster on Google Cloud (europe-west1)
  --cluster NAME     of the GKE cluster (main)
  --tiers LIST       production, with staging and dev before it: dev,staging,production

Exit codes: 0 it is written, 1 there is nothing to deliver, or a config already, 2 the command was not understood.`;

/** Writes a first config. */
export async function init(args: readonly string[], { folder }: Standing): Promise<number> {
  const { given, positionals } = readArguments('sluice init', args, OPTIONS);
  if (positionals.length > 0) throw new Misuse(`sluice init takes no "${positionals[0]}".`);
  const root = repositoryOf(folder);
  const present = CONFIG_NAMES.find((name) => existsSync(join(root, name)));
  if (present !== undefined) {
    console.error(`${join(root, present)} is there already, and stays as it is. Next: sluice synth.`);
    return 1;
  }
  const found = lookAround(root);
  console.log(described(found));
  if (found.services.length === 0) {
    console.error('Nothing is written: there is no Dockerfile of a service that could be tested to begin with.');
    return 1;
  }
  const { choices, assumed } = await chosen(found, given);
  const text = configText(found, choices);
  const [name = ''] = CONFIG_NAMES;
  console.log(`\n${name}:\n\n${text.replaceAll(/^(?=.)/gm, '  ')}`);
  writeFileSync(join(root, name), text, { flag: 'wx' });
  for (const sentence of keepHistoryOut(root, found)) console.log(sentence);
  if (assumed.length > 0) console.log(`Assumed: ${assumed.join(' ')}. Change it in the file.`);
  console.log(nextStep(found));
  return 0;
}

const keepHistoryOut = (root: string, { services }: Found): readonly string[] =>
  ignoredHistory(services, (path) => readText(root, path)).map((history) => {
    if (history.kind === 'add')
      return `To do: add a line ".git" to ${history.path}. A service is built from the root, and an image that could hold the history of the repository is refused.`;
    writeFileSync(join(root, history.path), history.content, { flag: 'wx' });
    return `Written, too: ${history.path} (${history.content.trim().replace('\n', ', ')}), so that an image built from the root does not hold the history of the repository.`;
  });

/** Asks at a terminal only. */
async function chosen({ branches }: Found, given: Given): ReturnType<typeof choose> {
  const questions = questionsOf(branches);
  if (!process.stdin.isTTY || !process.stdout.isTTY) return choose(questions, given, undefined);
  const answers = answersFrom(process.stdin);
  const ask = async ({ text, assumed, taken, wanted }: Question): Promise<string> => {
    for (;;) {
      process.stdout.write(`${text} [${assumed}] `);
      const answer = (await answers.next())?.trim() ?? '';
      if (answer === '') return assumed;
      if (taken.test(answer)) return answer;
      console.log(`Wanted ${wanted}.`);
    }
  };
  try {
    return await choose(questions, given, ask);
  } finally {
    answers.close();
  }
}

function described({ services, leftOut, others, repository, defaultBranch, taken, manifestsFolder }: Found): string {
  return [
    `Found in ${repository ?? 'this repository'}, whose default branch is ${defaultBranch}:`,
    ...services.flatMap(({ name, path, dockerfile, port, runtime, given, notes }) => [
      `  ${name}: ${runtime} in ${path === '.' ? 'the root' : `${path}/`}${dockerfile === undefined ? '' : ` by ${dockerfile}`}, port ${port}, tested by "${given.command}"`,
      ...notes.map((note) => `    note: ${note}`),
    ]),
    ...leftOut.map((sentence) => `  left out: ${sentence}`),
    ...(taken === undefined
      ? []
      : [
          `  in the way: ${listed(taken.paths)}; generated workflows are called ${taken.prefix}test.yml and so on (workflowPrefix)`,
        ]),
    ...(manifestsFolder === undefined
      ? []
      : [`  in the way: manifests in k8s/; generated ones are in ${manifestsFolder}/ (manifestsFolder)`]),
    ...(others.length === 0 ? [] : [`  of your own, and not touched: ${listed(others)}`]),
  ].join('\n');
}

const SHOWN = 5;
const listed = (paths: readonly string[]): string =>
  `${paths.slice(0, SHOWN).join(', ')}${paths.length > SHOWN ? ` and ${paths.length - SHOWN} more` : ''}`;

const nextStep = ({ hasPackageJson }: Found): string =>
  hasPackageJson
    ? `Next: npm install --save-dev ${PACKAGE_NAME}, then npx sluice synth, which writes workflows and manifests.`
    : `Next: npx ${PACKAGE_NAME} synth, which writes workflows and manifests.`;
