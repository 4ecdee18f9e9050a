import { createHmac } from 'node:crypto';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { AuthenticatedWorld } from './authenticated-world.ts';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** A token of these claims. */
export const jwt = (payload: object, secret = 's'): string => {
  const text = `${part({ alg: 'HS256' })}.${part(payload)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
};

/** Who refreshes tokens, how often it was asked to with what, and the token that it then gives. */
export async function oidcIssuer(world: AuthenticatedWorld) {
  const { key, certificate } = await world.front.authority.issue(['127.0.0.1']);
  const refreshes: (string | null)[] = [];
  const server = https.createServer({ key, cert: certificate }, async (request, response) => {
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    let body = '';
    for await (const chunk of request) body += String(chunk);
    response.setHeader('content-type', 'application/json');
    if (request.url?.includes('openid-configuration')) {
      response.end(JSON.stringify({ issuer: url, token_endpoint: `${url}/token`, jwks_uri: `${url}/keys` }));
      return;
    }
    refreshes.push(new URLSearchParams(body).get('refresh_token'));
    response.end(
      JSON.stringify({
        access_token: 'a',
        token_type: 'Bearer',
        id_token: issuer.token,
        refresh_token: 'refresh-2',
        expires_in: 3600,
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  world.onClose(
    () => new Promise((resolve) => server.close(resolve)),
    () => server.closeAllConnections(),
  );
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const exp = 4_000_000_000;
  const issuer = { url, refreshes, token: jwt({ iss: url, sub: 'u', aud: 'sluice', exp, iat: 1_700_000_000 }) };
  return issuer;
}
