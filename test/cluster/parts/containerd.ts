import { join } from 'node:path';
import { type Folders, type Layout, paths, registryAddress } from '../bring-up/layout.ts';
import type { PartOf } from './part.ts';

/** Image of every pod's sandbox; any long sleep will do. */
export const pauseImage = (layout: Layout): string => `${registryAddress(layout.ports)}/sluice/pause:1`;

/** Settings of all registries, or of one. containerd reads them at each pull. */
export const hostsFolder = (folders: Folders, registry = ''): string =>
  join(paths(folders).config, 'registries', registry);

/** Registry settings by containerd's rules
 *  (https://github.com/containerd/containerd/blob/main/docs/hosts.md): `_default` holds for every registry name without a
 *  folder of its own. So docker.io, a cloud registry and the loopback registry itself all mean the same store, and nothing
 *  is ever pulled from outside: an image that nobody pushed is "not found", wherever it is said to be. */
export const hostsFile = (layout: Layout): string => hostsFileFor(registryAddress(layout.ports));

/** @param address `host:port`, plain HTTP */
export const hostsFileFor = (address: string): string =>
  [`server = "http://${address}"`, '', `[host."http://${address}"]`, '  capabilities = ["pull", "resolve"]', ''].join(
    '\n',
  );

/** Content of containerd's own configuration, version 2 (containerd 1.6). */
export const containerdConfig = (layout: Layout): string => {
  const { containerd, containerdSocket, config } = paths(layout);
  const quoted = (path: string): string => JSON.stringify(path);
  return `version = 2
root = ${quoted(containerd)}
state = ${quoted(join(layout.run, 'containerd'))}
disabled_plugins = ["io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs"]

[grpc]
  address = ${quoted(containerdSocket)}

[plugins."io.containerd.internal.v1.opt"]
  path = ${quoted(join(layout.state, 'opt'))}

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = ${quoted(pauseImage(layout))}
  # Without CAP_SYS_RESOURCE runc may not lower an OOM score, and dies with "can't get final child's PID from pipe: EOF".
  restrict_oom_score_adj = ${!layout.mayLowerOomScore}
  netns_mounts_under_state_dir = true

  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = ${quoted(layout.cniFolder)}
    conf_dir = ${quoted(join(config, 'cni'))}

  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = ${quoted(hostsFolder(layout))}

  [plugins."io.containerd.grpc.v1.cri".containerd]
    default_runtime_name = "runc"

    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
`;
};

/** The container runtime, with its own root, state and socket: another containerd on the machine is not touched. */
export const containerd: PartOf = (layout) => {
  const file = join(paths(layout).config, 'containerd.toml');
  return {
    name: 'containerd',
    program: 'containerd',
    args: ['--config', file, '--log-level', 'warn'],
    files: {
      [file]: containerdConfig(layout),
      [join(hostsFolder(layout), '_default', 'hosts.toml')]: hostsFile(layout),
    },
    seconds: 30,
    health: undefined,
  };
};
