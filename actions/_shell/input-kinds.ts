import { isEvidencePlace } from '../../domain/evidence/place.ts';
import type { WorkflowAt } from '../../domain/evidence/statement.ts';
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

/** `service host/path`, one a line: where the bytes of each service lie. */
export function placesOfServices(text: string): ReadonlyMap<string, string> {
  const found = lines(text).map((line): readonly [string, string] => {
    const [service = '', place = '', ...rest] = line.split(/\s+/);
    if (rest.length > 0) throw new Error(`"${line}" is no place: wanted a service, and \`host/path\`.`);
    return [dnsLabel(service), repositoryName(place)];
  });
  const places = new Map(found);
  if (places.size < found.length) throw new Error('A service is there twice.');
  if (places.size === 0) throw new Error('Wanted a service and where its bytes lie, one a line.');
  return places;
}

/** Workflow files and where they are taken from, one a line. */
export const workflowsAt = (text: string): readonly WorkflowAt[] =>
  lines(text).map((line) => {
    const [, file, ref] = /^(\.github\/workflows\/[\w.-]+\.ya?ml)@(refs\/heads\/\S+)$/.exec(line) ?? [];
    if (file === undefined || ref === undefined)
      throw new Error(`"${line}" is no workflow: wanted ".github/workflows/FILE@refs/heads/BRANCH".`);
    return { file, ref };
  });

/** Where a tier says what it has proven. */
export function evidenceIn(text: string): string {
  if (!isEvidencePlace(text))
    throw new Error(
      'Wanted `host/path` of a repository, `namespace:NAME` where the evidence lies in the cluster, or `signed:OWNER/host/path` where it must be signed.',
    );
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

/** GitHub's number of a job. */
export function jobId(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new Error('Wanted the id of a job, `job.check_run_id`.');
  return Number(text);
}
