import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export interface Leak {
  readonly file: string;
  readonly line: number;
  readonly kind: string;
}

/** What gitleaks said, or why it was not asked. */
export type Asked =
  | { readonly kind: 'asked'; readonly leaks: readonly Leak[] }
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly reason: string };

const MOST_SECONDS = 120;
const OPTIONS = ['--no-banner', '--no-color', '--redact', '--log-level=error', '--exit-code=0'] as const;
const REPORT = ['--report-format=json', '--report-path=-', '--max-target-megabytes=1'] as const;

/** Asks gitleaks, where it is on PATH, for these places of a repository. It reads the repository's own `.gitleaks.toml`, and is told to keep
 *  what it finds to itself. @see https://github.com/gitleaks/gitleaks (8.19 or newer, which has `dir`) */
export function askGitleaks(root: string, places: readonly string[]): Asked {
  const leaks: Leak[] = [];
  for (const place of places.filter((each) => existsSync(join(root, each)))) {
    const { error, status, stdout, stderr } = spawnSync('gitleaks', ['dir', ...OPTIONS, ...REPORT, join(root, place)], {
      cwd: root,
      encoding: 'utf8',
      timeout: MOST_SECONDS * 1000,
      maxBuffer: 1 << 26,
    });
    if (error !== undefined)
      return 'code' in error && error.code === 'ENOENT'
        ? { kind: 'absent' }
        : { kind: 'failed', reason: error.message };
    const found = status === 0 ? readReport(stdout, realpathSync(root)) : undefined;
    if (found === undefined)
      return { kind: 'failed', reason: stderr.trim().split('\n')[0] || `it ended with ${status}` };
    leaks.push(...found);
  }
  return { kind: 'asked', leaks };
}

/** @returns `undefined` for what is no report */
function readReport(text: string, root: string): readonly Leak[] | undefined {
  let report: unknown;
  try {
    report = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(report)) return undefined;
  return report.flatMap(({ File, StartLine, RuleID }: Readonly<Record<string, unknown>>) =>
    typeof File === 'string' && typeof StartLine === 'number' && typeof RuleID === 'string'
      ? [{ file: relative(root, File).split(sep).join('/'), line: StartLine, kind: RuleID }]
      : [],
  );
}
