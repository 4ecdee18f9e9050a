import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** What a linter finds when no exception is made. */
export interface Finding {
  /** Rule of zizmor, message of actionlint. */
  readonly what: string;
  /** Base name of the workflow file. */
  readonly file: string;
}

interface Actionlint {
  readonly paths?: Readonly<Record<string, { readonly ignore?: readonly string[] }>>;
}
interface Zizmor {
  readonly rules?: Readonly<Record<string, { readonly disable?: boolean; readonly ignore?: readonly string[] }>>;
}

/** Exceptions that nothing needs any more, as sentences: whoever mended the cause, or a newer linter, has made them lies. */
export function unneeded(
  configured: { readonly actionlint: Actionlint; readonly zizmor: Zizmor },
  found: { readonly actionlint: readonly Finding[]; readonly zizmor: readonly Finding[] },
): readonly string[] {
  const patterns = Object.values(configured.actionlint.paths ?? {}).flatMap(({ ignore = [] }) => ignore);
  const rules = Object.entries(configured.zizmor.rules ?? {});
  return [
    ...patterns
      .filter((pattern) => !found.actionlint.some(({ what }) => new RegExp(pattern).test(what)))
      .map((pattern) => `.github/actionlint.yaml ignores ${JSON.stringify(pattern)}, which actionlint does not find.`),
    ...rules.flatMap(([rule, { disable, ignore = [] }]) => {
      const files = new Set(found.zizmor.filter(({ what }) => what === rule).map(({ file }) => file));
      return [
        ...(disable === true && files.size === 0
          ? [`.github/zizmor.yml disables ${rule}, which zizmor does not find.`]
          : []),
        ...ignore
          .filter((file) => !files.has(file))
          .map((file) => `.github/zizmor.yml ignores ${rule} in ${file}, where zizmor does not find it.`),
      ];
    }),
  ];
}

const ROOT = join(import.meta.dirname, '..');

async function findings(): Promise<Parameters<typeof unneeded>[1]> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-lint-'));
  try {
    const none = join(folder, 'none.yaml');
    writeFileSync(none, 'paths: {}\n');
    const actionlint = await output('actionlint', ['-format', '{{json .}}', '-config-file', none]);
    const zizmor = await output('zizmor', [
      ...['--offline', '--persona', 'pedantic', '--no-progress', '--no-config', '--format', 'json-v1'],
      ...['.github', 'actions'],
    ]);
    return {
      actionlint: (JSON.parse(actionlint) as { message: string; filepath: string }[]).map(({ message, filepath }) => ({
        what: message,
        file: basename(filepath),
      })),
      zizmor: (JSON.parse(zizmor) as ZizmorFinding[]).flatMap(({ ident, locations }) =>
        locations.map(({ symbolic }) => ({ what: ident, file: basename(symbolic.key.Local?.verbatim_path ?? '') })),
      ),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface ZizmorFinding {
  readonly ident: string;
  readonly locations: readonly {
    readonly symbolic: { readonly key: { readonly Local?: { verbatim_path: string } } };
  }[];
}

/** Both end with another code than 0 when they find something. */
const output = (program: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(program, args, { cwd: ROOT, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (stdout.trim() === '') reject(new Error(`${program} said nothing: ${stderr || error?.message}`));
      else resolve(stdout);
    });
  });

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const settings = (name: string): unknown => parse(readFileSync(join(ROOT, '.github', name), 'utf8'));
  const configured = {
    actionlint: settings('actionlint.yaml') as Actionlint,
    zizmor: settings('zizmor.yml') as Zizmor,
  };
  const lies = unneeded(configured, await findings());
  for (const lie of lies) console.error(`${lie} Remove the exception in workflows-src/render/lint-settings.ts.`);
  process.exitCode = lies.length === 0 ? 0 : 1;
}
