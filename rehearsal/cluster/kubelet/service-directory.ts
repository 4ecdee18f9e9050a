/** Where a Service is reached from containers: a cluster's address in tests, a local port where containers are processes. */
export interface ServiceAddress {
  readonly name: string;
  readonly host: string;
  readonly ports: readonly { readonly name: string; readonly port: number; readonly protocol: string }[];
}

/** The Services of a namespace that are there at this moment. */
export interface ServiceDirectory {
  addresses(namespace: string): readonly ServiceAddress[];
}

export const noServices: ServiceDirectory = { addresses: () => [] };

/** The variables that a kubelet gives every container for the Services of its namespace.
 *  https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables */
export const serviceVariables = (services: readonly ServiceAddress[]): ReadonlyMap<string, string> => {
  const variables = new Map<string, string>();
  for (const { name, host, ports } of services) {
    const prefix = name.toUpperCase().replaceAll('-', '_');
    const [first] = ports;
    if (first === undefined) continue;
    variables.set(`${prefix}_SERVICE_HOST`, host);
    variables.set(`${prefix}_SERVICE_PORT`, String(first.port));
    for (const port of ports) {
      if (port.name !== '')
        variables.set(`${prefix}_SERVICE_PORT_${port.name.toUpperCase().replaceAll('-', '_')}`, String(port.port));
    }
    variables.set(`${prefix}_PORT`, `${first.protocol.toLowerCase()}://${host}:${first.port}`);
    for (const { port, protocol } of ports) {
      const one = `${prefix}_PORT_${port}_${protocol.toUpperCase()}`;
      variables.set(one, `${protocol.toLowerCase()}://${host}:${port}`);
      variables.set(`${one}_PROTO`, protocol.toLowerCase());
      variables.set(`${one}_PORT`, String(port));
      variables.set(`${one}_ADDR`, host);
    }
  }
  return variables;
};
