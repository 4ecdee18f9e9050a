import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import gcloud from '../../../setup-src/lists/gcloud.json' with { type: 'json' };
import gh from '../../../setup-src/lists/gh.json' with { type: 'json' };
import terraform from '../../../setup-src/lists/terraform.json' with { type: 'json' };
import { edged } from '../../fixtures/edged.ts';
import { kept } from '../../fixtures/kept-secrets.ts';
import { loggedPlatform } from '../../fixtures/logged.ts';
import { stackPlatform } from '../../fixtures/observed-platform.ts';
import { runbookLines } from '../../runbooks/runbook-lines.ts';
import { saidCommands } from '../cli/doctor/said-commands.ts';
import { type ReadBlock, readHcl } from './read-hcl.ts';
import { type Call, flag, runScript } from './run-script.ts';
import { withServiceAccounts } from './service-accounts.ts';
import { EMPTY, filesOf } from './setup-of.ts';
import { withBackups, withChannels, withDatabases } from './with-databases.ts';

const files = filesOf();
const accounts = filesOf(withServiceAccounts());
const databases = filesOf(withDatabases());
const edges = filesOf(edged());
const backups = filesOf(withBackups());
const ages = filesOf(withChannels(stackPlatform));
const logs = filesOf(loggedPlatform);
const secrets = filesOf(kept());
/** What the script asks people to run. */
const [, byHand = ''] = /press Enter: (.+)$/m.exec(runScript(secrets.script, EMPTY).printed) ?? [];
const calls = [
  EMPTY,
  {
    'gcloud*iam*roles*describe*': { says: 'True' },
    ...EMPTY,
    'gcloud*describe*': {},
    '*/rulesets*--jq*': { says: '99' },
    '*schedules*list*': { says: 'abc ' },
    '*policies*list*': { says: 'projects/p/alertPolicies/7' },
  },
]
  .flatMap((answers) =>
    [files, accounts, databases, edges, backups, ages, logs, secrets].flatMap(
      ({ script }) => runScript(script, answers).calls,
    ),
  )
  .concat(runScript(byHand, {}, 'value\n').calls);
/** What runbooks tell somebody to ask of it. */
const read = runbookLines(withBackups(loggedPlatform))
  .flatMap(({ line }) => [...line.matchAll(/gcloud ((?:[a-z]+ )+)(.*)$/g)])
  .map(
    ([, words = '', rest = '']): Call => ({
      program: 'gcloud',
      words: words.trim().split(' '),
      flags: [...rest.matchAll(/(?:^| )(--[a-z-]+)=/g)].map(([, name = '']) => [name, undefined]),
      stdin: '',
    }),
  );
/** As a call of the script: words, then flags. */
const said = saidCommands().map(
  (args): Call => ({
    program: 'gcloud',
    words: args.filter((arg) => !arg.startsWith('--')),
    flags: args.filter((arg) => arg.startsWith('--')).map((arg) => [arg.split('=')[0] ?? '', undefined]),
    stdin: '',
  }),
);
const commands: Readonly<Record<string, readonly string[]>> = gcloud.commands;
const resources: Readonly<Record<string, readonly string[]>> = {
  ...terraform.google.resources,
  ...terraform.github.resources,
};

/** What is not in a list, as people would look for it. */
function unknownFlags({ program, words, flags }: Call): string[] {
  const text = words.join(' ');
  const command = Object.keys(commands).find((each) => `${text} `.startsWith(`${each} `));
  const known = program === 'gh' ? (words[0] === 'api' ? gh.api : []) : (commands[command ?? ''] ?? []);
  return flags
    .map(([name]) => name.replace(/^--?(no-)?/, ''))
    .flatMap((name) => (known.includes(name) ? [] : [`${text} ${name}`]));
}

function unknownArguments(block: ReadBlock, known: readonly string[]): string[] {
  const names = [...block.attributes.keys(), ...block.blocks.map(({ type }) => type)];
  return [
    ...names.filter((name) => !known.includes(name)).map((name) => `${block.labels.join('.')} ${name}`),
    ...block.blocks.flatMap((each) => unknownArguments(each, known)),
  ];
}

/** Paths of GitHub's published description, with a pattern for each placeholder, and the methods that each has. */
const PATHS = [
  ...readFileSync('node_modules/@octokit/openapi-types/types.d.ts', 'utf8').matchAll(
    /^ {2}"(\/(?:repos|orgs|users)\/[^"]+)": \{\n([\s\S]*?)\n {2}\};/gm,
  ),
].map(([, path = '', block = '']) => ({
  path: new RegExp(
    `^${path
      .slice(1)
      .replace(/[.]/g, '\\.')
      .replace(/\{[^}]+\}/g, '[^/]+')}$`,
  ),
  methods: [...block.matchAll(/^ {4}(\w+): operations\[/gm)].map(([, method = '']) => method.toUpperCase()),
}));

describe('calls and arguments are those of the committed lists', () => {
  it('for every flag of gcloud and gh', () => {
    expect([...calls, ...said, ...read].flatMap(unknownFlags)).toEqual([]);
    expect(read).toHaveLength(5);
    expect(said.length).toBeGreaterThan(60);
    expect(calls.length).toBeGreaterThan(80);
  });

  it('for every command of gcloud, and none is listed that nobody calls', () => {
    const used = [...calls, ...said, ...read]
      .filter(({ program }) => program === 'gcloud')
      .map(({ words }) => `${words.join(' ')} `);
    const unused = Object.keys(commands).filter((command) => !used.some((text) => text.startsWith(`${command} `)));
    expect(unused).toEqual([]);
  });

  it("for every path and method of GitHub's API", () => {
    const asked = calls
      .filter(({ program }) => program === 'gh')
      .map((call) => ({ method: flag(call, '--method') ?? 'GET', path: call.words[1] ?? '' }));
    const known = PATHS.filter(({ path }) => asked.some((each) => path.test(each.path)));
    expect(
      asked.filter(({ method, path }) => !known.some((each) => each.path.test(path) && each.methods.includes(method))),
    ).toEqual([]);
    expect(asked.length).toBeGreaterThan(30);
  });

  it('for every argument of a Terraform resource', () => {
    const declared = [files, accounts, databases, edges, backups, ages, logs, secrets]
      .flatMap(({ terraform: text }) => readHcl(text))
      .filter(({ type }) => type === 'resource' || type === 'data');
    const unknown = declared.flatMap((block) =>
      unknownArguments(block, [...(resources[block.labels[0] ?? ''] ?? []), 'depends_on']),
    );
    expect(unknown).toEqual([]);
    expect(declared.filter(({ labels }) => resources[labels[0] ?? ''] === undefined)).toEqual([]);
  });

  it('which say the version they are from, and Terraform asks for those', () => {
    expect([gcloud.version, gh.version]).toEqual([
      expect.stringMatching(/^\d+\.\d+\.\d+$/),
      expect.stringMatching(/^v\d+\.\d+\.\d+$/),
    ]);
    const minor = (version: string): string => `~> ${version.slice(1).split('.').slice(0, 2).join('.')}`;
    expect(files.terraform).toContain(`version = "${minor(terraform.google.version)}"`);
    expect(files.terraform).toContain(`version = "${minor(terraform.github.version)}"`);
  });
});
