/** What is at a place inside a sandbox. */
export type Mount =
  /** What is there outside, read only; nothing where there is nothing outside. */
  | { readonly kind: 'read'; readonly path: string; readonly from?: string }
  /** What is there, or elsewhere, outside; may be written. */
  | { readonly kind: 'write'; readonly path: string; readonly from?: string }
  | { readonly kind: 'link'; readonly path: string; readonly to: string }
  | { readonly kind: 'folder'; readonly path: string };

/** Those that are not below another one that shows the same, in the order in which they have to be made: what is below another comes
 *  after it. The last one said about a place holds. */
export function arranged(mounts: readonly Mount[]): readonly Mount[] {
  const byPath = new Map(mounts.map((mount) => [mount.path, mount]));
  const inOrder = [...byPath.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
  return inOrder.filter((mount) => {
    const above = inOrder.filter(({ path }) => path !== mount.path && isBelow(mount.path, path)).at(-1);
    return above === undefined || above.kind !== mount.kind || isMoved(above) || isMoved(mount);
  });
}

/** Whether a path is a folder or lies below it. */
export const isBelow = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);

const isMoved = (mount: Mount): boolean => 'from' in mount && mount.from !== undefined;

/** The same for bubblewrap, on an empty root that is read only at the end.
 *  @see https://github.com/containers/bubblewrap/blob/main/bwrap.xml */
export const mountArguments = (mounts: readonly Mount[]): readonly string[] => [
  ...mounts.flatMap(argumentsOf),
  '--remount-ro',
  '/',
];

function argumentsOf(mount: Mount): readonly string[] {
  switch (mount.kind) {
    case 'read':
      return ['--ro-bind-try', mount.from ?? mount.path, mount.path];
    case 'write':
      return ['--bind', mount.from ?? mount.path, mount.path];
    case 'link':
      return ['--symlink', mount.to, mount.path];
    case 'folder':
      return ['--dir', mount.path];
  }
}
