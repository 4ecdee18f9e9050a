/** Where the API server finds the ports of pods; the kubelet knows. */
export interface PodPorts {
  /** Where a port of a pod is reached on this machine; `undefined` when nothing listens for it. */
  localPort(podUid: string, port: number): number | undefined;
}
