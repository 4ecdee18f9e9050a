import { PACKAGE_NAME } from '../../domain/package-name.ts';
import { node, python, service, type TestSuite } from '../../domain/service.ts';
import type { FoundBase } from './base-of.ts';
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
    ...new Set(services.map(({ suite }) => suite.runtime)),
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

function serviceText({ name, path, port, suite, base, health }: FoundService): string {
  const version =
    base?.version === undefined || base.version === USUAL[suite.runtime].version
      ? ''
      : `, version: ${quoted(base.version)}`;
  const test =
    suite.runtime === 'python'
      ? `python({ requirements: ${quoted(suite.requirements)}, command: ${quoted(suite.command)}${version} })`
      : `node({ command: ${quoted(suite.command)}${version} })`;
  return [
    `const ${symbol(name)} = service({`,
    `  name: ${quoted(name)},`,
    `  path: ${quoted(path)},`,
    `  port: ${port},`,
    `  test: ${test},`,
    ...(base === undefined || base.reference === USUAL[suite.runtime].reference
      ? []
      : [`  base: ${quoted(base.reference)},`]),
    '  // What it answers with 200: the first while it works, the second while it can take requests.',
    `  health: { live: ${quoted(health?.live ?? '/health/live')}, ready: ${quoted(health?.ready ?? '/health/ready')} },`,
    '});',
  ].join('\n');
}

/** What a service has where nothing is said. */
const USUAL = { python: usual(python({ requirements: '', command: '' })), node: usual(node({ command: '' })) } as const;

function usual(test: TestSuite): FoundBase {
  return { reference: service({ name: 'any', path: '.', port: 1, test }).base, version: test.version };
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
  return RESERVED.test(plain) ? `${plain}Service` : plain;
}

const RESERVED =
  /^(?:artifactRegistry|branch|delivery|gke|python|node|service|tier|variable|workloadIdentity|default|new|delete|function|class|export|import|package|public|private|static|let|const|var|if|in|do|for|while|switch|case|this|null|true|false|void|with|try|catch|throw|return|typeof|await|async|yield|enum|super|extends|else|break|continue|finally|interface|protected|implements|instanceof|debugger|arguments|eval)$/;
