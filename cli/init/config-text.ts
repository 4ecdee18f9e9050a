import { PACKAGE_NAME } from '../../domain/package-name.ts';
import { RUNTIMES } from '../../domain/runtime/runtimes.ts';
import { baseOf } from './base-of.ts';
import type { Choices } from './choices.ts';
import type { Found } from './found.ts';
import type { FoundService } from './services-in.ts';

/** The config of what was found: as somebody would write it by hand. */
export function configText(
  { services, defaultBranch, repository, taken, manifestsFolder }: Found,
  { location, cluster, tiers }: Choices,
): string {
  const words = [
    ...['artifactRegistry', 'branch', 'delivery', 'gke'],
    ...new Set(services.map(({ runtime }) => runtime)),
    ...['service', 'tier', 'variable', 'workloadIdentity'],
  ].sort();
  return [
    `import { ${words.join(', ')} } from '${PACKAGE_NAME}';`,
    ...services.map(serviceText),
    [
      'export default delivery({',
      ...identityLines(repository),
      '  registry: artifactRegistry({',
      "    project: variable('GCP_PROJECT'),",
      `    location: ${quoted(location)},`,
      "    repository: 'services',",
      "    unprotected: 'services-dev',",
      '  }),',
      `  cluster: gke({ name: ${quoted(cluster)}, location: ${quoted(location)}, identity: workloadIdentity(variable('GCP_WIF_POOL')) }),`,
      ...(taken === undefined ? [] : [`  workflowPrefix: ${quoted(taken.prefix)},`]),
      ...(manifestsFolder === undefined ? [] : [`  manifestsFolder: ${quoted(manifestsFolder)},`]),
      `  services: [${services.map(({ name }) => symbol(name)).join(', ')}],`,
      '  tiers: [',
      ...tiers.map((tier) => `    ${tierText(tier, tiers, defaultBranch)},`),
      '  ],',
      '});',
      '',
    ].join('\n'),
  ].join('\n\n');
}

/** Numbers that only GitHub and Google Cloud know, and that nothing is guessed of. */
function identityLines(repository = 'OWNER/NAME'): readonly string[] {
  const [owner = '', name = ''] = repository.split('/');
  return [
    '  // "sluice setup gcp" and a rehearsal want to know who is who, by numbers that never pass to others:',
    `  // gh api repos/${repository} --jq '.id, .owner.id'; gcloud projects describe PROJECT --format='value(projectNumber)'`,
    `  // repository: github({ owner: ${quoted(owner)}, name: ${quoted(name)}, id: '…', ownerId: '…' }), and below, behind variable('GCP_WIF_POOL'):`,
    "  // identityPool({ project: '…', projectNumber: '…', name: 'github' })",
  ];
}

function serviceText(found: FoundService): string {
  const { name, path, dockerfile, context, port, runtime, given, health } = found;
  const { version, base } = unusual(found);
  const fields = [...Object.entries(given), ...(version === undefined ? [] : [['version', version] as const])].map(
    ([field, value]) => `${field}: ${quoted(value)}`,
  );
  return [
    `const ${symbol(name)} = service({`,
    `  name: ${quoted(name)},`,
    `  path: ${quoted(path)},`,
    ...(dockerfile === undefined ? [] : [`  dockerfile: ${quoted(dockerfile)},`]),
    ...(context === undefined ? [] : [`  context: ${quoted(context)},`]),
    `  port: ${port},`,
    `  test: ${runtime}({ ${fields.join(', ')} }),`,
    ...(base === undefined ? [] : [`  base: ${quoted(base)},`]),
    '  // What it answers with 200: the first while it works, the second while it can take requests.',
    `  health: { live: ${quoted(health?.live ?? '/health/live')}, ready: ${quoted(health?.ready ?? '/health/ready')} },`,
    '});',
  ].join('\n');
}

/** The version and the base of a service, where its Dockerfile says others than its runtime has where nothing is said. */
function unusual({ runtime, base }: FoundService): { readonly version?: string | undefined; readonly base?: string } {
  const usual = RUNTIMES.find(({ word }) => word === runtime)?.base;
  if (base === undefined || usual === undefined || !base.reference.includes(`/${runtime}:`)) return {};
  return {
    version: base.version === baseOf(`FROM ${usual}`)?.version ? undefined : base.version,
    ...(base.reference === usual ? {} : { base: base.reference }),
  };
}

function tierText(tier: string, tiers: readonly string[], defaultBranch: string): string {
  const last = tiers.at(-1) === tier;
  const before = tiers[tiers.indexOf(tier) - 1];
  const from = last ? defaultBranch : (BRANCHES[tier] ?? tier);
  const options = [
    `from: branch(${quoted(from)})`,
    ...(last && before !== undefined && BRANCHES[before] === 'develop' ? [`after: ${quoted(before)}`] : []),
    ...(BRANCHES[tier]?.endsWith('/**') ? ["trust: 'unprotected'"] : []),
  ];
  return `tier(${quoted(tier)}, { ${options.join(', ')} })`;
}

/** Of every tier but the last, which takes the default branch. */
const BRANCHES: Readonly<Record<string, string>> = { dev: 'feature/**', staging: 'develop' };

const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, (character) => `\\${character}`)}'`;

/** `web-app` is `webApp`; a word that means something in the file gets a tail. */
function symbol(name: string): string {
  const plain = name.replaceAll(/-+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return RESERVED.test(plain) || RUNTIMES.some(({ word }) => word === plain) ? `${plain}Service` : plain;
}

const RESERVED =
  /^(?:artifactRegistry|branch|delivery|gke|service|tier|variable|workloadIdentity|default|new|delete|function|class|export|import|package|public|private|static|let|const|var|if|in|do|for|while|switch|case|this|null|true|false|void|with|try|catch|throw|return|typeof|await|async|yield|enum|super|extends|else|break|continue|finally|interface|protected|implements|instanceof|debugger|arguments|eval)$/;
