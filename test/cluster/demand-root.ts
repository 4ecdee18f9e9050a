/** @throws the sentence for whoever cannot have a cluster of their own here. */
export function demandRoot(): void {
  if (process.platform === 'linux' && process.getuid?.() === 0) return;
  throw new Error(
    'A real cluster needs Linux and root, because a kubelet mounts and makes networks and control groups; use sudo, or name another cluster with --kubeconfig FILE or SLUICE_TEST_KUBECONFIG.',
  );
}
