interface Tag {
  readonly tag: string;
  readonly commit: string;
}

type Version = readonly number[];

/** `v4` is moved with every release and `v4.1.2` stays, so a version is compared with those that say as much; what is before one is not
 *  offered. */
function versionOf(tag: string): Version | undefined {
  const [, numbers] = /^v?(\d+(?:\.\d+){0,2})$/.exec(tag) ?? [];
  return numbers?.split('.').map(Number);
}

const compare = (one: Version, other: Version): number =>
  one.map((number, index) => number - (other[index] ?? 0)).find((difference) => difference !== 0) ?? 0;

/** The tag that says most of the versions of a commit: `v4.1.2` before `v4`. */
export const tagOf = (commit: string, tags: readonly Tag[]): string | undefined =>
  tags
    .filter((each) => each.commit === commit && /^v?\d+(\.\d+)*$/.test(each.tag))
    .map(({ tag }) => tag)
    .sort((one, other) => other.split('.').length - one.split('.').length || (one < other ? -1 : 1))[0];

/** The newest version above one that says as much of itself. @param major whether it may be of another major version */
export function newestTag(version: string, tags: readonly Tag[], major: boolean): Tag | undefined {
  const own = versionOf(version);
  if (own === undefined) return undefined;
  return tags
    .flatMap((each) => {
      const its = versionOf(each.tag);
      const isNewer = its?.length === own.length && compare(its, own) > 0 && (major || its[0] === own[0]);
      return isNewer && its !== undefined ? [{ each, its }] : [];
    })
    .sort((one, other) => compare(other.its, one.its))
    .map(({ each }) => each)[0];
}
