import type { CacheRequest } from '../kept/caches.ts';
import type { StandIn, StandInCall, StandInResult } from '../runner/stand-in.ts';
import { findFiles } from './find-files.ts';
import { readInputs } from './inputs.ts';
import { ownFile } from './own-file.ts';
import type { StandInWorld } from './world.ts';

type World = Pick<StandInWorld, 'caches' | 'defaultBranch'>;

/** `actions/cache`: restores, and saves after a job that went well when there was none of the key.
 *  @see https://github.com/actions/cache src/restoreImpl.ts, src/saveImpl.ts */
export const cache =
  (world: World): StandIn =>
  async (call) => {
    const { request, found, outputs } = await restore(world, call);
    return {
      outputs,
      postCondition: 'success()',
      post: async () => {
        if (found !== undefined && sameKey(found, request.key)) {
          call.context.log(`Cache hit occurred on the primary key ${request.key}, not saving cache.`);
        } else await save(world, call, request);
      },
    };
  };

/** `actions/cache/restore`. */
export const cacheRestore =
  (world: World): StandIn =>
  async (call) => {
    const { request, found, outputs } = await restore(world, call);
    const matched = found === undefined ? {} : { 'cache-matched-key': found };
    return { outputs: { ...outputs, 'cache-primary-key': request.key, ...matched } };
  };

/** `actions/cache/save`: what goes wrong is only warned of. */
export const cacheSave =
  (world: World): StandIn =>
  async (call): Promise<StandInResult> => {
    const inputs = readInputs(call, ['path', 'key', 'upload-chunk-size', 'enablecrossosarchive']);
    if (!(await save(world, call, requestOf(world, call, { text: inputs.text, restoreKeys: '' })))) {
      call.context.log('::warning::Cache save failed.');
    }
    return {};
  };

/** GitHub's action takes no notice of case here. */
const sameKey = (one: string, other: string): boolean =>
  one.localeCompare(other, undefined, { sensitivity: 'accent' }) === 0;

async function restore(world: World, call: StandInCall) {
  const inputs = readInputs(call, [
    ...(['path', 'key', 'restore-keys', 'fail-on-cache-miss', 'lookup-only', 'upload-chunk-size'] as const),
    ...(['enablecrossosarchive', 'save-always'] as const),
  ]);
  const { log } = call.context;
  const request = requestOf(world, call, { text: inputs.text, restoreKeys: inputs.text('restore-keys') });
  checkKeys([request.key, ...request.restoreKeys]);
  const found = world.caches.find(request);
  if (found === undefined) {
    if (inputs.flag('fail-on-cache-miss', false)) {
      throw new Error(`Failed to restore cache entry. Exiting as fail-on-cache-miss is set. Input key: ${request.key}`);
    }
    log(`Cache not found for input keys: ${[request.key, ...request.restoreKeys].join(', ')}`);
    return { request, found: undefined, outputs: {} };
  }
  if (inputs.flag('lookup-only', false)) {
    log(`Cache found and can be restored from key: ${found.key}`);
  } else {
    await found.restore((path) => ownFile(call.context, path));
    log(`Cache restored from key: ${found.key}`);
  }
  return { request, found: found.key, outputs: { 'cache-hit': String(sameKey(found.key, request.key)) } };
}

async function save({ caches }: World, { context }: StandInCall, request: CacheRequest): Promise<boolean> {
  const { log, workspace } = context;
  const problem = keyProblem([request.key]);
  if (problem !== undefined) {
    log(`[warning]${problem}`);
    return false;
  }
  const patterns = request.paths.join('\n');
  const { paths } = await findFiles(context, { patterns, options: { implicitDescendants: false } });
  if (paths.length === 0) {
    log(
      '[warning]Path Validation Error: Path(s) specified in the action for caching do(es) not exist, hence no cache is being saved.',
    );
    return false;
  }
  const saved = await caches.save(request, workspace, paths);
  log(
    saved
      ? `Cache saved with key: ${request.key}`
      : `Failed to save: Unable to reserve cache with key ${request.key}, another job may be creating this cache.`,
  );
  return saved;
}

const MOST_KEYS = 10;
const LONGEST_KEY = 512;

/** What GitHub's client says about keys that it does not take.
 *  @see https://github.com/actions/toolkit packages/cache/src/cache.ts (checkKey) */
function keyProblem(keys: readonly string[]): string | undefined {
  if (keys.length > MOST_KEYS) return `Key Validation Error: Keys are limited to a maximum of ${MOST_KEYS}.`;
  const problems = keys.flatMap((key) => {
    if (key.length > LONGEST_KEY) return [`${key} cannot be larger than ${LONGEST_KEY} characters.`];
    return key.includes(',') ? [`${key} cannot contain commas.`] : [];
  });
  return problems[0] === undefined ? undefined : `Key Validation Error: ${problems[0]}`;
}

function checkKeys(keys: readonly string[]): void {
  const problem = keyProblem(keys);
  if (problem !== undefined) throw new Error(problem);
}

function requestOf(
  { defaultBranch }: World,
  { context }: StandInCall,
  { text, restoreKeys }: { readonly text: (name: 'path' | 'key') => string; readonly restoreKeys: string },
): CacheRequest {
  const { github } = context;
  for (const name of ['key', 'path'] as const) {
    if (text(name) === '') throw new Error(`Input required and not supplied: ${name}`);
  }
  const base = String(github['base_ref'] ?? '');
  const scopes = [String(github['ref'] ?? ''), base === '' ? '' : `refs/heads/${base}`, `refs/heads/${defaultBranch}`];
  return {
    scopes: [...new Set(scopes.filter((scope) => scope !== ''))],
    key: text('key'),
    restoreKeys: linesOf(restoreKeys),
    paths: linesOf(text('path')),
  };
}

/** Paths, or keys, one a line. */
export const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/^!\s+/, '!').trim())
    .filter((line) => line !== '');
