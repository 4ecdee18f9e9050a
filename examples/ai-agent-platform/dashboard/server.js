import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { createApi } from './api.js';
import { drainOf } from './drain.js';
import { createEvents } from './events.js';
import { readForm, TooLarge } from './form.js';
import { createLog, traceOf } from './log.js';
import { createMetrics } from './metrics.js';
import { agentPage, page, signIn } from './page.js';
import { createSessions } from './session.js';
import { readSettings } from './settings.js';

const HTML = 'text/html; charset=utf-8';
const asset = (name, type) => ({ status: 200, type, body: readFileSync(new URL(`public/${name}`, import.meta.url)) });
const ASSETS = new Map([
  ['/style.css', asset('style.css', 'text/css; charset=utf-8')],
  ['/client.js', asset('client.js', 'text/javascript; charset=utf-8')],
  ['/icon.svg', asset('icon.svg', 'image/svg+xml')],
]);
const CONTENT_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** How much of everything a client may have; Node counts the rest. */
const LIMITS = {
  maxHeaderSize: 8192,
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  // Load balancers of Google keep connections for 600 s; whoever ends one before loses the request that is on its way.
  keepAliveTimeout: 620_000,
  connectionsCheckingInterval: 1000,
};
const MOST_CONNECTIONS = 800;
const AGENT = /^\/agents\/([0-9a-f]{32})$/;

const json = (status, value) => ({ status, type: 'application/json', body: JSON.stringify(value) });
const html = (body, status = 200) => ({ status, type: HTML, body });
const moved = (location, cookie) => ({
  status: 303,
  type: HTML,
  body: '',
  headers: { Location: location, 'Set-Cookie': cookie },
});

/** The dashboard as servers that are not listening yet; `drain` makes it unready, ends streams and connections after their answer. */
export function createDashboard(settings, log = createLog(settings)) {
  const metrics = createMetrics();
  const api = createApi(settings.api);
  const parts = {
    settings,
    log,
    metrics,
    api,
    sessions: createSessions(settings.secret),
    events: createEvents(api, metrics),
  };
  const state = { draining: false };
  const server = createServer(LIMITS, (request, response) => void handle(parts, state, request, response));
  server.maxConnections = MOST_CONNECTIONS;
  server.maxRequestsPerSocket = 1000;
  server.on('clientError', (error, socket) => {
    if (!socket.writable || socket.destroyed) return socket.destroy();
    const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });
  // Whoever sends no complete request, or reads no answer, is let go.
  server.setTimeout(30_000);
  const operations = createServer(LIMITS, (request, response) => {
    const { status, type, body } = operationsAnswer(settings, metrics, request.url);
    response.writeHead(status, { 'Content-Type': type }).end(body);
  });
  return {
    server,
    operations,
    drain() {
      state.draining = true;
      parts.events.endAll();
    },
  };
}

async function handle(parts, state, request, response) {
  const started = performance.now();
  const told = request.headers['x-request-id'] ?? '';
  const requestId = /^[\w.-]{8,64}$/.test(told) ? told : randomUUID();
  // The path as it stands: what is no URL is no page, and nothing to fail on.
  const path = (request.url ?? '').split('?', 1)[0];
  const route = routeOf(path);
  let cause;
  let why;
  let user;
  response.on('error', () => {});
  request.on('error', () => {});
  response.setHeader('X-Request-Id', requestId);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'same-origin');
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Security-Policy', CONTENT_POLICY);
  if (state.draining) response.setHeader('Connection', 'close');
  response.on('close', () => {
    if (route === 'probe') return;
    const seconds = (performance.now() - started) / 1000;
    const { statusCode: status } = response;
    const label = route === 'asset' ? 'unmatched' : route;
    parts.metrics.observe(label, status, seconds);
    const fields = {
      requestId,
      user,
      route: label,
      method: request.method,
      status,
      seconds: Number(seconds.toFixed(4)),
      trace: traceOf(request.headers),
    };
    const because = why === undefined ? '' : `: ${why}`;
    parts.log(status >= 500 ? 'ERROR' : 'INFO', `${request.method} ${label} ${status}${because}`, fields, cause);
  });
  try {
    const answer = await answerOf(parts, state, { request, response, path, route, requestId });
    if (answer === undefined) return;
    ({ user, why } = answer);
    // What is left of a body is not read.
    if (!request.complete) response.setHeader('Connection', 'close');
    response.writeHead(answer.status, { 'Content-Type': answer.type, ...answer.headers });
    response.end(request.method === 'HEAD' ? undefined : answer.body);
  } catch (error) {
    cause = error;
    why = error.message;
    if (response.headersSent) return response.destroy();
    response.writeHead(500, { 'Content-Type': 'application/json', Connection: 'close' });
    response.end(JSON.stringify({ error: 'Something went wrong.', request_id: requestId }));
  }
}

function routeOf(path) {
  if (path === '/health/live' || path === '/health/ready') return 'probe';
  if (ASSETS.has(path)) return 'asset';
  if (AGENT.test(path)) return '/agents/{agent_id}';
  if (path === '/session' || path === '/session/end') return '/session';
  return path === '/' || path === '/events' ? path : 'unmatched';
}

async function answerOf(parts, state, visit) {
  const { settings, api, sessions, events } = parts;
  const { request, response, path, requestId } = visit;
  if (path === '/session' || path === '/session/end') return sessionAnswer(parts, visit);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return { ...json(405, { error: 'This is not answered here.' }), headers: { Allow: 'GET, HEAD' } };
  const known = ASSETS.get(path);
  if (known !== undefined) return known;
  const key = sessions.keyOf(request.headers.cookie);
  switch (path) {
    case '/health/live':
      return json(200, { status: 'live' });
    case '/health/ready':
      return state.draining ? json(503, { status: 'shutting down' }) : json(200, { status: 'ready' });
    case '/version':
      // Where no manifest gives it a port of its own, the bytes can be told apart here.
      if (settings.metricsPort === undefined)
        return json(200, { digest: settings.digest, environment: settings.environment });
      break;
    case '/events':
      if (key === undefined) return json(401, { error: 'Sign in first.' });
      if (request.method === 'HEAD') return { status: 200, type: 'text/event-stream', body: '' };
      if (state.draining || !events.open(request, response, key))
        return {
          ...json(429, { error: 'There are too many open pages; come back later.' }),
          headers: { 'Retry-After': '5' },
        };
      return undefined;
    case '/':
      return key === undefined
        ? html(signIn(settings))
        : withSession(parts, visit, key, { ask: () => api.agents(key, requestId), show: page });
  }
  const id = AGENT.exec(path)?.[1];
  if (id === undefined) return json(404, { error: 'There is no such page.' });
  if (key === undefined) return html(signIn(settings), 401);
  return withSession(parts, visit, key, { ask: () => api.agent(key, id, requestId), show: agentPage });
}

/** Asks who the visitor is, and then what the page shows; a key that is valid no more ends the session. */
async function withSession({ settings, api, sessions }, { request, requestId }, key, { ask, show }) {
  const me = await api.me(key, requestId);
  if (!me.ok && me.status === 401)
    return {
      ...html(signIn(settings, 'Your key is not valid any more.'), 401),
      headers: { 'Set-Cookie': sessions.end(isSecure(request)) },
    };
  if (!me.ok) return failure(me, page(settings, me));
  const answer = await ask();
  const shown = show(settings, { ...answer, me: me.value });
  return { ...(answer.ok ? html(shown) : failure(answer, shown)), user: me.value.user };
}

/** A page without what was asked for: it says why, and so do its status and the log. */
const failure = ({ status, reason }, body) => ({ ...html(body, status), why: reason });

async function sessionAnswer({ settings, api, sessions }, { request, path, requestId }) {
  if (request.method !== 'POST')
    return { ...json(405, { error: 'This is not answered here.' }), headers: { Allow: 'POST' } };
  if (!isOwnPage(request)) return json(403, { error: 'Another page may not do that.' });
  if (path === '/session/end') return moved('/', sessions.end(isSecure(request)));
  let key;
  try {
    key = new URLSearchParams(await readForm(request)).get('key') ?? '';
  } catch (error) {
    if (error instanceof TooLarge) return json(413, { error: error.message });
    return json(400, { error: 'The form did not come whole.' });
  }
  // Only what can be a header at all is asked for.
  if (!/^[\x21-\x7e]{16,200}$/.test(key)) return html(signIn(settings, 'That is not a key.'), 401);
  const me = await api.me(key, requestId);
  if (me.ok) return { ...moved('/', sessions.begin(key, isSecure(request))), user: me.value.user };
  return me.status === 401
    ? html(signIn(settings, 'The API does not know this key.'), 401)
    : failure(me, signIn(settings, `You cannot sign in now: ${me.reason}`));
}

/** Forms of other pages are not taken. Programs that are no browser send neither header. */
function isOwnPage({ headers }) {
  const { origin, host, 'sec-fetch-site': site } = headers;
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return origin === undefined || origin === `https://${host}` || origin === `http://${host}`;
}

const isSecure = ({ headers }) => /\bhttps\b/.test(headers['x-forwarded-proto'] ?? '');

function operationsAnswer({ digest, environment }, metrics, url) {
  if (url === '/metrics')
    return { status: 200, type: 'text/plain; version=0.0.4; charset=utf-8', body: metrics.text() };
  if (url === '/version') return json(200, { digest, environment });
  return { status: 404, type: 'text/plain', body: 'Here are /metrics and /version.\n' };
}

function listen(settings) {
  const log = createLog(settings);
  const dashboard = createDashboard(settings, log);
  const { server, operations } = dashboard;
  if (settings.secret === undefined)
    log('WARNING', 'no SESSION_KEY is set: sessions of visitors end with this process');
  server.listen(settings.port, () => log('INFO', 'listening', { port: server.address().port }));
  // Where a manifest names the port of operators it is that one or no start; else any will do.
  operations.once('error', (error) => {
    if (settings.metricsPort !== undefined) throw error;
    log('WARNING', 'port 9090 is taken; /metrics is on another port');
    operations.listen(0);
  });
  operations.listen(settings.metricsPort ?? 9090);
  process.once('SIGTERM', () => void drainOf(dashboard, settings.drain, log));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    listen(readSettings(process.env));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
