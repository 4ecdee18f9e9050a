import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** Rooms of the house, most specific first, and what each may import from this repository (docs/architecture.md). */
const ROOMS: readonly { readonly room: RegExp; readonly name: string; readonly mayImport: readonly RegExp[] }[] = [
  { name: 'domain', room: /^domain\//, mayImport: [/^domain\//] },
  { name: 'catalogue', room: /^catalogue\//, mayImport: [/^catalogue\//] },
  { name: 'engine', room: /^engine\//, mayImport: [/^domain\//, /^engine\//] },
  { name: 'adapters', room: /^adapters\//, mayImport: [/^domain\//, /^engine\//, /^adapters\//] },
  {
    name: 'contracts',
    room: /^actions\/([^/]+\/contract|contracts)\.ts$/,
    mayImport: [/^domain\//, /^actions\/[^/]+\/contract\.ts$/],
  },
  { name: '_shell', room: /^actions\/_shell\//, mayImport: [/^domain\//, /^actions\/_shell\//] },
  {
    name: 'actions',
    room: /^actions\/([^/_]+)\//,
    mayImport: [/^domain\//, /^engine\//, /^adapters\//, /^actions\/_shell\//, /^actions\/$1\//],
  },
  {
    name: 'workflows-src',
    room: /^workflows-src\//,
    mayImport: [/^domain\//, /^catalogue\//, /^workflows-src\//, /^actions\/([^/]+\/contract|contracts)\.ts$/],
  },
  { name: 'manifests-src', room: /^manifests-src\//, mayImport: [/^domain\//, /^manifests-src\//] },
  {
    name: 'setup-src',
    room: /^setup-src\//,
    mayImport: [/^domain\//, /^manifests-src\/observability\//, /^setup-src\//],
  },
  {
    // What stories expect is written beside the generator, never with it: they would err together.
    name: 'stories',
    room: /^rehearsal\/stories\//,
    mayImport: [
      /^domain\//,
      /^rehearsal\/stories\//,
      /^rehearsal\/story\/(alert-statement|deed|folder|moment|role|statement|story|visit-statement)\.ts$/,
      /^rehearsal\/(administrator|branches|github\/model)\.ts$/,
    ],
  },
  {
    name: 'rehearsal',
    room: /^rehearsal\//,
    mayImport: [/^domain\//, /^catalogue\//, /^manifests-src\/render\//, /^rehearsal\//],
  },
  {
    name: 'cli',
    room: /^cli\//,
    mayImport: [/^(domain|engine|adapters|actions|catalogue|workflows-src|manifests-src|setup-src|rehearsal|cli)\//],
  },
  {
    // What the package exports.
    name: 'doors',
    room: /^(?:index|workflow|files|projen)\.ts$/,
    mayImport: [
      /^domain\//,
      /^workflows-src\/(language|render|projen)\//,
      /^cli\/(generated-files|file-list|foreign-files|marked-files|repository-files)\.ts$/,
    ],
  },
  {
    name: 'own',
    room: /^own\//,
    mayImport: [/^domain\//, /^actions\//, /^cli\//, /^manifests-src\/(rules|observability)\//, /^own\//],
  },
];

/** Packages that only one place may know, because they are large or say where decisions end and the outside begins. */
const PACKAGES: readonly { readonly name: RegExp; readonly only: RegExp }[] = [
  { name: /^projen$/, only: /^(projen\.ts$|workflows-src\/projen\/)/ },
  { name: /^@kubernetes\/client-node/, only: /^adapters\/kubernetes\// },
  { name: /^@actions\/core/, only: /^actions\/_shell\// },
  { name: /^@sigstore\//, only: /^adapters\/sigstore\// },
  { name: /^@actions\/github/, only: /^adapters\/github\// },
  { name: /^@actions\/(workflow-parser|expressions)/, only: /^rehearsal\/workflow\/parser\// },
];

/** What runs the demo itself, or compares it with what is generated from it. Everything else stands on `test/fixtures`. */
const ABOUT_THE_DEMO: readonly RegExp[] = [
  /^test\/(rehearsal|drill|authority|bench|cluster)\//,
  /^test\/unit\/drill\//,
  /^test\/unit\/cli\/(generated-drift|rehearsal\/known-delivery)\.test\.ts$/,
  /^test\/package\/generator-alone\.slow\.test\.ts$/,
];

const sources = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && existsSync(path));
const product = sources.filter((path) => ROOMS.some(({ room }) => room.test(path)));
const tests = sources.filter((path) => path.startsWith('test/'));

const importsOf = (path: string): string[] =>
  [
    ...readFileSync(path, 'utf8').matchAll(
      /^\s*(?:import|export)\b[^'";]*?from\s+'([^']+)'|^\s*import\s+'([^']+)'|\bimport\('([^']+)'\)/gm,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? '');

const linesOf = (path: string): number => readFileSync(path, 'utf8').split('\n').length - 1;
const tooLong = (paths: readonly string[]): string[] =>
  paths.filter((path) => linesOf(path) > 300).map((path) => `${path} has ${linesOf(path)} lines`);

const allowed = (path: string, target: string): boolean => {
  const found = ROOMS.find(({ room }) => room.test(path));
  const own = found?.room.exec(path)?.[1] ?? '';
  return found === undefined || found.mayImport.some((rule) => new RegExp(rule.source.replace('$1', own)).test(target));
};

/** Rooms of the rollout, and the files beside them, each with what it imports of the others. */
function unitsOfRollout(): ReadonlyMap<string, ReadonlySet<string>> {
  const home = 'engine/rollout/';
  const unitOf = (path: string): string => path.slice(home.length).split('/')[0] ?? '';
  const units = new Map<string, Set<string>>();
  for (const path of product.filter((file) => file.startsWith(home))) {
    const imports = units.get(unitOf(path)) ?? new Set();
    units.set(unitOf(path), imports);
    for (const specifier of importsOf(path)) {
      const target = posix.join(posix.dirname(path), specifier);
      if (target.startsWith(home) && unitOf(target) !== unitOf(path)) imports.add(unitOf(target));
    }
  }
  return units;
}

/** What is left when layer after layer is taken away, from the bottom: nothing, unless some import each other. */
function withoutLayers(units: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const left = new Map(units);
  for (;;) {
    const bottom = [...left].filter(([, imports]) => ![...imports].some((unit) => left.has(unit)));
    if (bottom.length === 0) return [...left.keys()];
    for (const [unit] of bottom) left.delete(unit);
  }
}

describe('the house', () => {
  it('lets each room import only what the architecture allows', () => {
    const broken = product.flatMap((path) =>
      importsOf(path)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => posix.join(posix.dirname(path), specifier))
        .filter((target) => !allowed(path, target))
        .map((target) => `${path} imports ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('lets the rooms of a rollout form layers: none imports what is above it', () => {
    const units = unitsOfRollout();
    expect(units.size).toBeGreaterThan(30);
    expect(withoutLayers(units)).toEqual([]);
    expect(withoutLayers(new Map([...units, ['cluster.ts', new Set(['state'])]]))).toContain('state');
  });

  it('has a product that knows no example, no test and nothing of the demo', () => {
    const broken = product.flatMap((path) =>
      importsOf(path)
        .filter((specifier) => /^#/.test(specifier) || /(^|\/)(examples|test)\//.test(specifier))
        .map((specifier) => `${path} imports ${specifier}`),
    );
    expect(broken).toEqual([]);
    const told = product.filter((path) => /ai-agent-platform/.test(readFileSync(path, 'utf8')));
    expect(told).toEqual([]);
  });

  it('has tests that take a delivery of their own as input, not the demo, which may grow', () => {
    const demo = /(^|\/)examples\/ai-agent-platform\/sluice\.config\.ts$/;
    const takers = tests.filter((path) => importsOf(path).some((specifier) => demo.test(specifier)));
    expect(takers.filter((path) => !ABOUT_THE_DEMO.some((reason) => reason.test(path)))).toEqual([]);
  });

  it('keeps packages where they belong', () => {
    const broken = product.flatMap((path) =>
      importsOf(path)
        .filter((specifier) => PACKAGES.some(({ name, only }) => name.test(specifier) && !only.test(path)))
        .map((specifier) => `${path} imports ${specifier}`),
    );
    expect(broken).toEqual([]);
  });

  it('lets nobody import bundles or generated workflows', () => {
    const broken = sources.flatMap((path) =>
      importsOf(path)
        .filter(
          (specifier) =>
            specifier.startsWith('.') && /^(actions\/dist|\.github)\//.test(posix.join(posix.dirname(path), specifier)),
        )
        .map((specifier) => `${path} imports ${specifier}`),
    );
    expect(broken).toEqual([]);
  });

  it('keeps every file at 300 lines or fewer, and half of them below 90', () => {
    const sorted = product.map(linesOf).sort((a, b) => a - b);
    expect(tooLong(product)).toEqual([]);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(90);
  });

  it('keeps every file of its tests at 300 lines or fewer, too', () => {
    expect(tooLong(tests)).toEqual([]);
  });

  it('has no file named for nothing in particular', () => {
    expect(sources.filter((path) => /(helper|utils?|(?<!field-)manager|common)s?\.ts$/i.test(path))).toEqual([]);
  });

  it('never compares the name of a tier in code', () => {
    const broken = product.filter((path) => /[!=]==?\s*'(production|staging|dev)'/.test(readFileSync(path, 'utf8')));
    expect(broken).toEqual([]);
  });
});
