import { connect, type Socket } from 'node:net';
import { addressInside, addressOutside } from '../../domain/edge/visitor-address.ts';
import type { Tier } from '../../domain/tier.ts';

/** Who comes to a tier: somebody whose address its list has, or somebody whose address it has not. */
export type Whence = 'inside' | 'outside';

/** Lists name addresses of the world, and a rehearsal has those of its machine: from which of them who comes. No list is widened for it. */
export const SOURCES: Readonly<Record<Whence, string>> = { inside: '127.0.0.1', outside: '127.0.0.2' };

/** What a visitor's address in the world is. @param peer the address of this machine that the connection comes from */
export function worldAddress(peer: string, { allow }: Pick<Tier, 'allow'>): string {
  const inside = addressInside(allow);
  return peer === SOURCES.inside ? inside : (addressOutside(allow) ?? inside);
}

/** Connections to an edge, and where each comes from. */
export class Visitors {
  /** Ports of connections that could not come from the address of their role: macOS has 127.0.0.1 alone. */
  readonly #outside = new Set<number>();
  readonly #sources: Readonly<Record<Whence, string>>;

  constructor(sources = SOURCES) {
    this.#sources = sources;
  }

  /** @throws when nobody listens */
  async connect(port: number, from: Whence): Promise<Socket> {
    try {
      return await connected(port, this.#sources[from]);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRNOTAVAIL') throw error;
    }
    const socket = await connected(port, undefined);
    const { localPort = 0 } = socket;
    if (from === 'outside') this.#outside.add(localPort);
    socket.once('close', () => this.#outside.delete(localPort));
    return socket;
  }

  /** The address of this machine that stands for whoever is at the other end. */
  peer({ remoteAddress = '', remotePort = 0 }: Pick<Socket, 'remoteAddress' | 'remotePort'>): string {
    return this.#outside.has(remotePort) ? SOURCES.outside : remoteAddress;
  }
}

const connected = (port: number, localAddress: string | undefined): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', ...(localAddress === undefined ? {} : { localAddress }) });
    socket.once('connect', () => resolve(socket)).once('error', reject);
  });
