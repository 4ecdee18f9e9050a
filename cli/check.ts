import { resolve } from 'node:path';
import { assertNever } from '../domain/brand.ts';
import type { Door } from '../domain/generated-file.ts';
import { PLATFORMS, type Platform } from '../manifests-src/rules/tree.ts';
import { Misuse, type Options, one, readArguments } from './command-line/given.ts';
import { CONFIG_OPTION, CONFIG_USAGE, configHere } from './config/config-here.ts';
import type { Standing } from './config/find-config.ts';
import { type Drift, describeDrift, findDrift, findOrphans } from './drift.ts';
import { standingFiles } from './standing-files.ts';

export const OPTIONS = {
  ...CONFIG_OPTION,
  manifests: { type: 'string' },
  platform: { type: 'string' },
  secrets: { type: 'boolean' },
} as const satisfies Options;

export const USAGE = `Usage: sluice check [--config FILE] | sluice check --manifests FOLDER [--platform ${PLATFORMS.join('|')}]
       sluice check --secrets [--config FILE]

Compares every generated file with what the delivery makes of it, in memory, and names each that is stale by file, line and source.
Nothing is written. Where a workflow leaves what is checked, an action that no lock has for example, that is listed with its reason.

${CONFIG_USAGE}

--manifests FOLDER   judge the manifests of a folder instead, whoever made them: a kustomization, each overlay in it, or all files
--platform WHO       autopilot (default), where Google runs the nodes, or standard
--secrets            search the config, workflows, manifests, services and their tests for secrets that are written out, instead;
                     gitleaks is asked, too, where it is on PATH

Exit codes: 0 all are what the delivery makes of them, 1 some are not or something was found, 2 the delivery or the command was not understood.`;

const FOREIGN =
  'is not Sluice\'s, and stands where it would write: move it away, or run "sluice synth --overwrite" with it';

const describeDoor = ({ at, what, why }: Door): string => `  ${at} ${what}: ${why}`;

/** Checks what is asked for: by default it compares every generated file with its source, in memory. Writes nothing.
 *  @returns 1 when one is stale, or something was found */
export async function check(args: readonly string[], standing: Standing): Promise<number> {
  const subject = subjectOf(args);
  switch (subject.kind) {
    case 'manifests': {
      const { checkManifests } = await import('./manifests/check-manifests.ts');
      return await checkManifests(resolve(standing.folder, subject.folder), subject.platform);
    }
    case 'secrets': {
      const { checkSecrets } = await import('./secrets/check-secrets.ts');
      return checkSecrets(await configHere(subject.config, standing));
    }
    case 'generated-files':
      return await checkGeneratedFiles(args, standing);
    default:
      return assertNever(subject);
  }
}

async function checkGeneratedFiles(args: readonly string[], standing: Standing): Promise<number> {
  const files = await standingFiles('sluice check', { args, options: OPTIONS, standing });
  const { config, generated, own, foreign, left, read } = files;
  const drifts: readonly Drift[] = [
    ...foreign.map((path) => ({ path, line: undefined, source: 'none', message: FOREIGN })),
    ...findDrift(own, read),
    ...findOrphans(generated, left),
  ];
  const doors = generated.flatMap((file) => file.doors ?? []);
  if (doors.length > 0)
    console.log(['Not checked, for the reasons that are given:', ...doors.map(describeDoor), ''].join('\n'));
  for (const drift of drifts) console.error(describeDrift(drift));
  if (drifts.length > 0) {
    const how = drifts.length === 1 ? 'generated file is' : 'generated files are';
    console.error(`\n${drifts.length} ${how} stale. Change the delivery and run "sluice synth".`);
    return 1;
  }
  console.log(`${generated.length} generated files are what ${config.place} makes of them.`);
  return 0;
}

type Subject =
  | { readonly kind: 'manifests'; readonly folder: string; readonly platform: Platform }
  | { readonly kind: 'secrets'; readonly config: string | undefined }
  | { readonly kind: 'generated-files' };

/** @throws {Misuse} */
function subjectOf(args: readonly string[]): Subject {
  const { given, positionals } = readArguments('sluice check', args, OPTIONS);
  const [folder, platform = PLATFORMS[0]] = [one(given, 'manifests'), one(given, 'platform')];
  if (folder === undefined) {
    if (given.has('platform')) throw new Misuse('--platform means something only with --manifests.');
    if (!given.has('secrets')) return { kind: 'generated-files' };
    if (positionals.length > 0) throw new Misuse(`sluice check takes no "${positionals[0]}".`);
    return { kind: 'secrets', config: one(given, 'config') };
  }
  if (given.has('secrets'))
    throw new Misuse('--manifests judges a folder, and --secrets searches what a delivery has: give one of them.');
  if (given.has('config')) throw new Misuse('--manifests judges a folder, and --config a delivery: give one of them.');
  if (positionals.length > 0) throw new Misuse(`sluice check takes no "${positionals[0]}".`);
  const known = PLATFORMS.find((each) => each === platform);
  if (known === undefined) throw new Misuse(`--platform is "${platform}", and may be ${PLATFORMS.join(' or ')}.`);
  return { kind: 'manifests', folder, platform: known };
}
