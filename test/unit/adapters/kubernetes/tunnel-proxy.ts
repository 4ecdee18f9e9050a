import http from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { AuthenticatedWorld } from './authenticated-world.ts';

/** A proxy whose tunnels all lead to the server of this world, and what it was asked for by whom; or that answers this status. */
export async function tunnelProxy(world: AuthenticatedWorld, status = 200) {
  const asked: string[] = [];
  const server = http.createServer();
  server.on('connect', (request, socket) => {
    asked.push(`${request.url} ${request.headers['proxy-authorization']}`);
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
      return;
    }
    const upstream = connect(world.front.port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(upstream).pipe(socket);
    });
    socket.on('error', () => upstream.destroy());
    upstream.on('error', () => socket.destroy());
    world.onClose(
      () => upstream.destroy(),
      () => socket.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  world.onClose(() => new Promise((resolve) => server.close(resolve)));
  return { asked, port: (server.address() as AddressInfo).port };
}
