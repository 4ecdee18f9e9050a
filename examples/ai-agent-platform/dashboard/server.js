import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { page } from './page.js';
import { readSettings } from './settings.js';

/** The dashboard as a server that is not listening yet; `drain` makes it unready and ends connections after their answer. */
export function createDashboard(settings) {
  let draining = false;
  const server = createServer(async (request, response) => {
    if (draining) response.setHeader('Connection', 'close');
    const { status, type, body } = await answer(settings, request.method ?? '', request.url ?? '/', draining);
    response.writeHead(status, {
      'Content-Type': type,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
    });
    response.end(body);
  });
  return {
    server,
    drain() {
      draining = true;
    },
  };
}

const json = (status, value) => ({ status, type: 'application/json', body: JSON.stringify(value) });

async function answer(settings, method, url, draining) {
  if (method !== 'GET') return json(405, { error: `${method} is not answered here.` });
  switch (new URL(url, 'http://dashboard').pathname) {
    case '/health/live':
      return json(200, { status: 'live' });
    case '/health/ready':
      return draining ? json(503, { status: 'shutting down' }) : json(200, { status: 'ready' });
    case '/version':
      return json(200, { digest: settings.digest, environment: settings.environment });
    case '/':
      return { status: 200, type: 'text/html; charset=utf-8', body: page(settings, await agents(settings)) };
    default:
      return json(404, { error: 'There is no such page.' });
  }
}

async function agents({ api, key }) {
  if (api === undefined) return { ok: false, reason: 'no address of the API is set (API_URL).' };
  try {
    const response = await fetch(`${api}/agents`, { headers: { 'X-API-Key': key }, signal: AbortSignal.timeout(3000) });
    return response.ok
      ? { ok: true, agents: await response.json() }
      : { ok: false, reason: `the API answered ${response.status}.` };
  } catch (error) {
    return { ok: false, reason: `the API does not answer (${error.cause?.code ?? error.name}).` };
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const settings = readSettings(process.env);
  const { server, drain } = createDashboard(settings);
  server.listen(settings.port, () =>
    console.log(JSON.stringify({ severity: 'INFO', message: 'listening', port: server.address().port })),
  );
  process.once('SIGTERM', () => {
    drain();
    setTimeout(() => server.close(() => process.exit(0)), Number(process.env.DRAIN_SECONDS ?? '2') * 1000);
  });
}
