import { checkoutAttributes } from '../../domain/checkout-attributes.ts';
import type { CommitSha } from '../../domain/commit.ts';
import { ignoreRules } from '../../domain/dockerfile/ignore-rules.ts';
import type { ImageIngredients } from '../../domain/image-identity.ts';
import type { Placed } from '../../domain/provenance/statement.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Found, Source } from './source.ts';

/** What of an image comes from the checkout, and the text of its Dockerfile. */
export interface SourceIngredients extends Pick<ImageIngredients, 'tree' | 'dockerfile' | 'ignored' | 'attributes'> {
  readonly source: string;
  /** Everything that decides it, where it really lies: git's object ids. */
  readonly places: readonly Placed[];
}

interface Paths {
  readonly folder: string;
  readonly dockerfile: string;
}

/** The code of an image at the commit that its tag names, as git identifies it, behind every link.
 *  @throws when what is checked out, and so will be built, is something else */
export async function sourceIngredients(source: Source, commit: CommitSha, paths: Paths): Promise<SourceIngredients> {
  const head = await source.head();
  const [folder, dockerfile] = await Promise.all([
    own(source, head, commit, paths.folder),
    own(source, head, commit, paths.dockerfile),
  ]);
  if (folder === undefined || dockerfile === undefined)
    throw new Error(
      `Commit ${head} has no "${folder === undefined ? paths.folder : paths.dockerfile}". Correct the path of the service or of its Dockerfile.`,
    );
  // The first of the two that is there decides, as it does for docker.
  const rules = [`${paths.dockerfile}.dockerignore`, below(paths.folder, '.dockerignore')];
  const found = await Promise.all(rules.map((path) => own(source, head, commit, path)));
  const places = [paths.folder, paths.dockerfile, ...rules, ...[folder, dockerfile, ...found].flatMap(pathOf)];
  await unchanged(source, head, [...new Set(places)]);
  const deciding = found.find((each) => each !== undefined);
  const ignores = deciding === undefined ? '' : await source.text(deciding.id);
  await onlyOfCommit(source, { folder: folder.path, rules, ignores });
  return {
    tree: folder.id,
    dockerfile: dockerfile.id,
    ignored: deciding?.id,
    attributes: await attributesAbove(source, head, commit, [folder.path, dockerfile.path]),
    source: await source.text(dockerfile.id),
    places: [folder, dockerfile, ...(deciding === undefined ? [] : [deciding])],
  };
}

/** What the head has at a path, if the commit has the same there. A commit that is not in the checkout has nothing that is known. */
async function own(source: Source, head: CommitSha, commit: CommitSha, path: string): Promise<Found | undefined> {
  const built = await source.find(head, path);
  if (head === commit || (built?.id ?? '') === ((await source.find(commit, path))?.id ?? '')) return built;
  throw new Error(
    `The checkout is ${head}, and its "${path || '.'}" is not known to be that of ${commit}, which the tag would name. Check out the head of the pull request: "ref: \${{ github.event.pull_request.head.sha }}".`,
  );
}

/** Those of folders above; what lies in the service's own folder is in its tree. A later commit may change them alone.
 *  @see https://git-scm.com/docs/gitattributes */
async function attributesAbove(
  source: Source,
  head: CommitSha,
  commit: CommitSha,
  paths: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const folders = paths.flatMap((path) => path.split('/').map((_, index, parts) => parts.slice(0, index).join('/')));
  const files = [...new Set(folders)].map((folder) => below(folder, '.gitattributes'));
  const said = files.map(async (file) => {
    const found = await own(source, head, commit, file);
    return found === undefined ? '' : checkoutAttributes(await source.text(found.id)).join('\n');
  });
  const lines = await Promise.all(said);
  return Object.fromEntries(files.map((file, index) => [file, lines[index] ?? '']).filter(([, text]) => text !== ''));
}

async function unchanged(source: Source, head: CommitSha, places: readonly string[]): Promise<void> {
  const changed = await source.changed(places);
  if (changed.length > 0)
    throw new Error(
      `${some(changed)} changed since commit ${head} was checked out, or git was told not to look, so the image would not be what the commit says. Build before anything writes there.`,
    );
}

/** What no commit has would be in the image, and in no identity: whatever it holds, the image would be adopted later. Files that docker
 *  does not see are nobody's concern; a file that says which those are is.
 *  @throws Refusal */
async function onlyOfCommit(
  source: Source,
  { folder, rules, ignores }: { readonly folder: string; readonly rules: readonly string[]; readonly ignores: string },
): Promise<void> {
  const unseen = ignoreRules(ignores);
  const untracked = await source.untracked([folder, ...rules]);
  // Git never lists its own folder, and docker takes it like any other.
  const there = folder === '' ? [...untracked, '.git'] : untracked;
  const inImage = there.filter((path) => rules.includes(path) || isSeen(path, folder, unseen));
  if (inImage.length === 0) return;
  throw new Refusal(
    'context-not-of-commit',
    `${some(inImage)} would be in the build context, and no commit has ${inImage.length === 1 ? 'it' : 'them'}, so the image would not be what the commit says. Build before anything writes there, or name ${inImage.length === 1 ? 'it' : 'them'} in a .dockerignore.`,
  );
}

function isSeen(path: string, folder: string, unseen: (path: string) => boolean): boolean {
  const within = folder === '' ? path : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
  return within !== undefined && !unseen(within.replace(/\/$/, ''));
}

const below = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);
const pathOf = (found: Found | undefined): readonly string[] => (found === undefined ? [] : [found.path]);
const some = (paths: readonly string[]): string =>
  `${paths.slice(0, 5).join(', ')}${paths.length > 5 ? ` and ${paths.length - 5} more` : ''}`;
