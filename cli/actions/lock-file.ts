import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { LOCK } from '../../catalogue/lock.ts';
import {
  type ActionsLock,
  LOCK_SCHEMA,
  type LockedAction,
  lockProblems,
  lockShape,
} from '../../domain/locked-action.ts';
import { PACKAGE_NAME } from '../../domain/package-name.ts';
import { InvalidInput } from '../../domain/problem.ts';
import { isRecord } from '../../domain/shape/shape.ts';
import { Misuse } from '../command-line/given.ts';
import { findConfig, repositoryOf, type Standing } from '../config/find-config.ts';
import { lockText } from './lock-text.ts';

/** The name of a lock beside its config. */
export const LOCK_NAME = 'sluice.lock.json';
const OWN_LOCK = 'catalogue/lock.json';

/** The lock that is written, and what holds besides it. */
export interface LockFile {
  /** From where one stands. */
  readonly shown: string;
  readonly root: string;
  /** What stands in it. */
  readonly own: Readonly<Record<string, LockedAction>>;
  /** That of the catalogue, and over it what stands in the file. */
  readonly actions: Readonly<Record<string, LockedAction>>;
  /** What the config has to say, where it does not name the lock. */
  readonly unsaid: string | undefined;
  /** Writes these entries besides the others. */
  write(entries: Readonly<Record<string, LockedAction>>): void;
}

/** The lock of a config: beside it, or, in Sluice's own repository, that of the catalogue. The config is not run: it may want the lock that
 *  is yet to be written.
 *  @throws {Misuse} for a file that is no lock {@link InvalidInput} for entries that were written by hand */
export function lockFileOf(named: string | undefined, standing: Standing): LockFile {
  const config = findConfig(named, standing);
  const root = repositoryOf(dirname(config));
  const isOwn = existsSync(join(root, OWN_LOCK)) && nameOf(join(root, 'package.json')) === PACKAGE_NAME;
  const file = isOwn ? join(root, OWN_LOCK) : join(dirname(config), LOCK_NAME);
  const shown = relative(standing.folder, file);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  const data = text === undefined ? { schema: LOCK_SCHEMA, actions: {} } : parsed(text, shown);
  return {
    shown,
    root,
    own: data.actions,
    actions: isOwn ? data.actions : { ...LOCK.actions, ...data.actions },
    unsaid:
      isOwn || readFileSync(config, 'utf8').includes(LOCK_NAME)
        ? undefined
        : `Say it in ${relative(standing.folder, config)}, once: import lock from './${LOCK_NAME}' with { type: 'json' }; and in delivery({ … }): lock,`,
    write(entries) {
      writeFileSync(file, lockText({ ...data, actions: { ...data.actions, ...entries } }));
    },
  };
}

/** An own lock has more than a user's. */
function parsed(text: string, shown: string): ActionsLock {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new Misuse(`${shown} is no JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const { publishers: _, ...rest } = isRecord(data) ? data : {};
  const problems = lockShape(isRecord(data) ? rest : data, '');
  if (problems.length > 0) throw new InvalidInput(shown, problems);
  return data as ActionsLock;
}

/** Entries that somebody changed by hand. */
export function expectSealed({ own, shown }: LockFile): void {
  const problems = lockProblems({ actions: own }, 'actions');
  if (problems.length > 0) throw new InvalidInput(shown, problems);
}

function nameOf(manifest: string): unknown {
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).name : undefined;
}
