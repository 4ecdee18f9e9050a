import { isRepository } from '../../domain/image.ts';
import { type Seconds, seconds } from '../../domain/seconds.ts';

/** A name of Kubernetes. */
export function dnsLabel(text: string): string {
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text))
    throw new Error('Wanted a DNS label: lower-case letters, digits and "-", at most 63.');
  return text;
}

/** `host/path` in a registry. */
export function repositoryName(text: string): string {
  if (!isRepository(text)) throw new Error('Wanted `host/path` of a repository, without tag or digest.');
  return text;
}

/** Seconds, whole or not. */
export function duration(text: string): Seconds {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new Error('Wanted a number of seconds.');
  return seconds(Number(text));
}

/** Exactly one of these words. */
export const oneOf =
  <const Word extends string>(...words: readonly Word[]) =>
  (text: string): Word => {
    const word = words.find((candidate) => candidate === text);
    if (word === undefined) throw new Error(`Wanted one of: ${words.join(', ')}.`);
    return word;
  };

/** One value a line; empty lines are none. */
export const lines = (text: string): readonly string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** `location/name` of a cluster; `undefined` where the tier has only one. */
export function clusterName(text: string): string | undefined {
  if (text === '') return undefined;
  if (!/^[^/\s]+\/[^/\s]+$/.test(text)) throw new Error('Wanted `location/name` of the cluster, or nothing.');
  return text;
}
