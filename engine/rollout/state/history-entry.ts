import { parseCommitSha } from '../../../domain/commit.ts';
import { isDigest } from '../../../domain/digest.ts';
import type { RefusalReason } from '../../../domain/refusal.ts';
import { isRecord } from '../../../domain/shape/shape.ts';
import { isKeptBySluice } from '../../kept-objects.ts';
import type { KubernetesObject } from '../cluster.ts';
import { knownResource } from '../known-kinds.ts';
import { type HistoryEntry, manifestsDigest, STATES } from './history.ts';

/** What is wrong with an entry: a word for programs, and the end of a sentence for people. It quotes nothing of the entry, which may hold secrets. */
export interface EntryProblem {
  readonly reason: Extract<RefusalReason, `history-${string}`>;
  readonly what: string;
}

const unreadable = (what: string): EntryProblem => ({ reason: 'history-unreadable', what });

/** Deeper than any object that an API server takes apart for us, and far from what ends a program that walks through it. */
const DEEPEST = 1000;

/** One entry of a history, as its text says, or why it is none. What is in it is applied without another look when a rollout fails,
 *  so only what a rollout of this namespace could have written is taken. */
export function parseEntry(key: string, text: string, namespace: string): HistoryEntry | EntryProblem {
  if (!isDigest(key)) return unreadable('is not named by a digest');
  if (isDeeper(text, DEEPEST)) return { reason: 'history-too-deep', what: `is nested deeper than ${DEEPEST} levels` };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return unreadable('is no JSON');
  }
  if (!isRecord(value)) return unreadable('is no object');
  // Text in JSON has its quotes escaped, so this is a key and nothing else.
  if (JSON.stringify(value).includes('"__proto__":')) return unreadable('has a key "__proto__"');
  return entryOf(key, value, namespace);
}

function entryOf(
  key: string,
  value: Readonly<Record<string, unknown>>,
  namespace: string,
): HistoryEntry | EntryProblem {
  const { state, release, commit, at, objects, manifests } = value;
  const known = STATES.find((word) => word === state);
  if (known === undefined) return unreadable('has a state that this version of Sluice does not know');
  const origin = releaseOf(release);
  if (origin === 'none') return unreadable('has a release without repository and digest');
  const sha = commitOf(commit);
  if (sha === 'none') return unreadable('has a commit that is none');
  const time = typeof at === 'string' ? new Date(at) : undefined;
  // Years of five digits sort before all others.
  if (time === undefined || Number.isNaN(time.getTime()) || !/^\d{4}-/.test(time.toISOString()))
    return unreadable('does not say since when');
  if (!Array.isArray(objects)) return unreadable('has no objects');
  const kept: KubernetesObject[] = [];
  for (const object of objects) {
    if (!isKubernetesObject(object)) return unreadable('holds something that is no Kubernetes object');
    const problem = objectProblem(object, namespace);
    if (problem !== undefined) return problem;
    kept.push(object);
  }
  return {
    key,
    // Older versions did not write the digest of the manifests.
    state: manifests === undefined || manifests === manifestsDigest(kept) ? known : 'changed',
    release: origin,
    commit: sha,
    at: time.toISOString(),
    objects: kept,
  };
}

/** No rollout of this namespace writes such an object. Kinds that are not known here are namespaced when they name a namespace: the API
 *  server takes no other. */
function objectProblem(object: KubernetesObject, namespace: string): EntryProblem | undefined {
  const { apiVersion, kind, metadata } = object;
  if (knownResource(apiVersion, kind)?.scope === 'Cluster')
    return { reason: 'history-cluster-scoped', what: `holds a ${kind}, which belongs to the whole cluster` };
  if (metadata.namespace !== namespace)
    return { reason: 'history-elsewhere', what: `holds a ${kind} of another namespace` };
  if (isKeptBySluice(kind, metadata.name))
    return { reason: 'history-kept-object', what: `holds ${kind} "${metadata.name}", by which Sluice decides` };
  return undefined;
}

/** Names become parts of a path. @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#path-segment-names */
const NAME = /^(?!\.{1,2}$)[^/%\s]{1,253}$/;
const VERSION = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\/)?v[a-z0-9]+$/;
const KIND = /^[A-Z][A-Za-z0-9]{0,62}$/;

function isKubernetesObject(value: unknown): value is KubernetesObject {
  if (!isRecord(value)) return false;
  const { apiVersion, kind, metadata } = value;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || !isRecord(metadata)) return false;
  const { name } = metadata;
  return VERSION.test(apiVersion) && KIND.test(kind) && typeof name === 'string' && NAME.test(name);
}

function releaseOf(value: unknown): HistoryEntry['release'] | 'none' {
  if (value === undefined) return undefined;
  if (!isRecord(value)) return 'none';
  const { repository, digest } = value;
  return typeof repository === 'string' && typeof digest === 'string' && isDigest(digest)
    ? { repository, digest }
    : 'none';
}

function commitOf(value: unknown): HistoryEntry['commit'] | 'none' {
  if (value === undefined) return undefined;
  try {
    return typeof value === 'string' ? parseCommitSha(value) : 'none';
  } catch {
    return 'none';
  }
}

/** Counts brackets outside of texts, so that what is nested without end is never built. */
function isDeeper(json: string, deepest: number): boolean {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < json.length; at++) {
    const character = json[at];
    if (isText) {
      if (character === '\\') at++;
      else if (character === '"') isText = false;
    } else if (character === '"') isText = true;
    else if (character === '{' || character === '[') {
      depth++;
      if (depth > deepest) return true;
    } else if (character === '}' || character === ']') depth--;
  }
  return false;
}
