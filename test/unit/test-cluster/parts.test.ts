import { describe, expect, it } from '@jest/globals';
import { FOLDERS, type Layout, PREFERRED_PORTS, paths } from '../../cluster/bring-up/layout.ts';
import { ACCOUNTS, kubeconfig, newTokens, tokenFile } from '../../cluster/parts/accounts.ts';
import { containerd, containerdConfig, hostsFile } from '../../cluster/parts/containerd.ts';
import { apiServer, controllerManager, scheduler } from '../../cluster/parts/control-plane.ts';
import { etcd } from '../../cluster/parts/etcd.ts';
import { kubelet, proxy } from '../../cluster/parts/node.ts';
import { registry } from '../../cluster/parts/registry.ts';

const layout: Layout = {
  ...FOLDERS,
  ports: PREFERRED_PORTS,
  cniFolder: '/usr/lib/cni',
  mayLowerOomScore: false,
  crashLoopSeconds: undefined,
};
const parts = [apiServer, containerd, controllerManager, etcd, kubelet, proxy, registry, scheduler].map((of) =>
  of(layout),
);
const kubeletConfig = (of: Layout): Record<string, unknown> => JSON.parse(Object.values(kubelet(of).files)[0] ?? '');

describe('the parts of the cluster', () => {
  it('write below the state folder alone', () => {
    const files = parts.flatMap((part) => Object.keys(part.files));
    expect(files.filter((path) => !path.startsWith(`${FOLDERS.state}/`))).toEqual([]);
  });

  it('keep sockets shorter than the kernel allows', () => {
    expect(Buffer.byteLength(paths(layout).containerdSocket)).toBeLessThan(108);
  });

  it('listen on loopback or on the bridge, never on every address', () => {
    const text = JSON.stringify(parts);
    expect(text).not.toMatch(/0\.0\.0\.0:|"bind-address=0\.0\.0\.0|"address": ?"0\.0\.0\.0"/);
    expect(apiServer(layout).args).toContain('--bind-address=127.0.0.1');
    expect(kubeletConfig(layout)).toMatchObject({
      address: '10.244.0.1',
      authentication: { anonymous: { enabled: false } },
    });
  });

  it('leave the back-off of crashing containers at its default unless it is asked for', () => {
    expect(kubeletConfig(layout)).not.toHaveProperty('crashLoopBackOff');
    expect(kubeletConfig({ ...layout, crashLoopSeconds: 5 })).toMatchObject({
      crashLoopBackOff: { maxContainerRestartPeriod: '5s' },
      featureGates: { KubeletCrashLoopBackOffMax: true },
    });
  });

  it('mirror every registry name to the local one, so that nothing is pulled from outside', () => {
    expect(Object.keys(containerd(layout).files).some((path) => path.endsWith('/registries/_default/hosts.toml'))).toBe(
      true,
    );
    expect(hostsFile(layout)).toContain('server = "http://127.0.0.1:15000"');
  });

  it('restrict OOM scores exactly where the process may not lower them', () => {
    expect(containerdConfig(layout)).toContain('restrict_oom_score_adj = true');
    expect(containerdConfig({ ...layout, mayLowerOomScore: true })).toContain('restrict_oom_score_adj = false');
  });

  it('have an identity each, and only the administrator is one', () => {
    const tokens = newTokens();
    expect(new Set(Object.values(tokens)).size).toBe(ACCOUNTS.length);
    const masters = tokenFile(tokens)
      .split('\n')
      .filter((line) => line.includes('system:masters'));
    expect(masters).toEqual([`${tokens.admin},sluice-admin,admin,"system:masters"`]);
    expect(kubeconfig('https://127.0.0.1:1', 'PEM', tokens.admin)).toContain(Buffer.from('PEM').toString('base64'));
  });
});
