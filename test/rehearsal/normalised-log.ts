/** What a rehearsal said, without what differs from one to the next: seconds, names of pods, and the folder of its logs. Everything
 *  else, commits and digests among it, is the same every time. */
export const normalised = (output: string): string =>
  output
    .replace(/\d+\.\d s$/gm, '<seconds> s')
    .replace(/ +\d+\.\d(?= {2}\S)/g, '  <seconds>')
    .replace(/(pod "[a-z0-9-]+?-[a-f0-9]{6,10})-[a-z0-9]{5}"/g, '$1-<pod>"')
    .replace(/rehearsals\/[\dT-]+/g, 'rehearsals/<this one>');

/** The first line in which two differ; `undefined` when there is none. */
export function firstDifference(one: string, other: string): string | undefined {
  const [ours, theirs] = [one.split('\n'), other.split('\n')];
  const index = ours.findIndex((line, at) => line !== theirs[at]);
  if (index < 0 && ours.length === theirs.length) return undefined;
  const at = index < 0 ? ours.length : index;
  return `line ${at + 1}: "${ours[at] ?? ''}" and "${theirs[at] ?? ''}"`;
}
