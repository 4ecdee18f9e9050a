import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createLog } from './log.js';
import { createDashboard } from './server.js';
import { createSessions } from './session.js';
import { readSettings } from './settings.js';

const KEY = 'a-key-for-tests-only';
const ID = '0'.repeat(32);
const AGENT = { id: ID, name: '<b>Echo</b>', instructions: 'shout', owner: 'ada', created_at: '2026-01-01' };
const EXECUTION = {
  id: ID,
  agent_id: ID,
  input: '<i>in</i>',
  output: 'no way',
  outcome: 'error',
  executed_at: '2026-01-01',
};

const listen = (server) =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`)));

/** What a client gets that sends these bytes as they are. */
async function raw(url, text) {
  const socket = connect(new URL(url).port, '127.0.0.1');
  socket.on('error', () => {});
  socket.end(text);
  let answer = '';
  for await (const chunk of socket) answer += chunk;
  return answer;
}

describe('the dashboard', () => {
  const api = createServer((request, response) => {
    const known = request.headers['x-api-key'] === KEY;
    response.writeHead(known ? 200 : 401, { 'Content-Type': 'application/json' });
    const { pathname } = new URL(request.url, 'http://api');
    const answers = { '/me': { user: 'ada', sessions: 3 }, '/agents': [AGENT], [`/agents/${ID}`]: AGENT };
    response.end(JSON.stringify(known ? (answers[pathname] ?? [EXECUTION]) : { detail: 'no' }));
  });
  const servers = [api];
  const lines = [];
  let apiUrl = '';
  const start = async (environ) => {
    const settings = readSettings({ SESSION_KEY: 'secret', ...environ });
    const dashboard = createDashboard(
      settings,
      createLog(settings, (line) => lines.push(JSON.parse(line))),
    );
    servers.push(dashboard.server, dashboard.operations);
    return { ...dashboard, url: await listen(dashboard.server) };
  };
  const signedIn = async (url, key = KEY, headers = {}) =>
    fetch(`${url}/session`, { method: 'POST', body: new URLSearchParams({ key }), redirect: 'manual', headers });
  const cookieOf = (response) => response.headers.get('set-cookie').split(';')[0];
  before(async () => {
    apiUrl = await listen(api);
  });
  after(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });

  it('shows nothing of anybody to whoever has not signed in', async () => {
    const { url } = await start({ API_URL: apiUrl, API_KEY: KEY });
    const text = await (await fetch(url)).text();
    assert.match(text, /Your API key/);
    assert.doesNotMatch(text, /Echo/);
    assert.equal((await fetch(`${url}/agents/${ID}`)).status, 401);
    assert.equal((await fetch(`${url}/events`)).status, 401);
  });

  it('shows the agents of the visitor, and their names do no harm', async () => {
    const { url } = await start({ API_URL: apiUrl });
    const answer = await signedIn(url);
    assert.equal(answer.status, 303);
    assert.match(answer.headers.get('set-cookie'), /HttpOnly; SameSite=Strict/);
    assert.doesNotMatch(answer.headers.get('set-cookie'), new RegExp(KEY));
    const text = await (await fetch(url, { headers: { cookie: cookieOf(answer) } })).text();
    assert.match(text, /&#60;b&#62;Echo/);
    assert.match(text, /live sessions: <span id="sessions">3</);
    assert.doesNotMatch(text, /<b>Echo/);
  });

  it('shows what an agent did, and why it failed', async () => {
    const { url } = await start({ API_URL: apiUrl });
    const cookie = cookieOf(await signedIn(url));
    const text = await (await fetch(`${url}/agents/${ID}`, { headers: { cookie } })).text();
    assert.match(text, /Failed<\/strong>.*no way/s);
    assert.doesNotMatch(text, /<i>in/);
  });

  it('says why it shows none, and that this is a failure', async () => {
    const gone = createServer();
    const { url } = await start({ API_URL: await listen(gone) });
    await new Promise((resolve) => gone.close(resolve));
    const cookie = createSessions('secret').begin(KEY, false).split(';')[0];
    lines.length = 0;
    const answer = await fetch(url, { headers: { cookie } });
    assert.equal(answer.status, 502);
    assert.match(await answer.text(), /the API does not answer \(ECONNREFUSED\)/);
    assert.deepEqual(
      lines.map(({ severity, message }) => `${severity} ${message}`),
      ['ERROR GET / 502: the API does not answer (ECONNREFUSED).'],
    );
    assert.equal((await signedIn(url)).status, 502);
    const alone = await start({});
    assert.match(await (await fetch(alone.url, { headers: { cookie } })).text(), /no address of the API is set/);
  });

  it('takes nothing of the API for what it is not', async () => {
    const cookie = createSessions('secret').begin(KEY, false).split(';')[0];
    const shown = async (given, path = '/') => {
      const answers = { '/me': { user: 'ada', sessions: 3 }, '/agents': [AGENT], [`/agents/${ID}`]: AGENT, ...given };
      const odd = createServer((request, response) => {
        const { pathname } = new URL(request.url, 'http://api');
        response.end(JSON.stringify(answers[pathname] ?? [EXECUTION]));
      });
      servers.push(odd);
      const { url } = await start({ API_URL: await listen(odd) });
      const answer = await fetch(`${url}${path}`, { headers: { cookie } });
      return `${answer.status} ${/role="alert">([^<]*)/.exec(await answer.text())?.[1]}`;
    };
    const none = 'The agents cannot be shown: the API answered what is no';
    for (const me of [[null], null, 'ada', { user: 'ada' }, { user: 7, sessions: 3 }])
      assert.equal(await shown({ '/me': me }), `502 ${none} user.`);
    for (const agents of [{ user: 'ada' }, 'agents', [null], [{ id: ID }], [{ ...AGENT, id: '..' }]])
      assert.equal(await shown({ '/agents': agents }), `502 ${none} list of agents.`);
    assert.equal(await shown({ [`/agents/${ID}`]: [] }, `/agents/${ID}`), `502 ${none} agent.`);
    const executions = `/agents/${ID}/executions`;
    for (const list of [{}, [7], [{ ...EXECUTION, output: null }]])
      assert.equal(await shown({ [executions]: list }, `/agents/${ID}`), `502 ${none} list of executions.`);
  });

  it('hands on what the API says of a request, and calls no refusal a failure', async () => {
    const cookie = createSessions('secret').begin(KEY, false).split(';')[0];
    for (const [status, seen] of [
      [404, 404],
      [429, 429],
      [500, 502],
      [503, 502],
      [302, 502],
    ]) {
      const refusing = createServer((request, response) => {
        if (request.url !== '/me') response.statusCode = status;
        response.end(JSON.stringify({ user: 'ada', sessions: 3 }));
      });
      servers.push(refusing);
      const { url } = await start({ API_URL: await listen(refusing) });
      assert.equal((await fetch(`${url}/agents/${ID}`, { headers: { cookie } })).status, seen);
    }
  });

  it('lets nobody in with another key, and nobody stay', async () => {
    const { url } = await start({ API_URL: apiUrl });
    assert.equal((await signedIn(url, 'another-key-for-tests')).status, 401);
    assert.equal((await signedIn(url, 'short')).status, 401);
    const cookie = createSessions('secret').begin('another-key-for-tests', false).split(';')[0];
    const answer = await fetch(url, { headers: { cookie } });
    assert.equal(answer.status, 401);
    assert.match(answer.headers.get('set-cookie'), /Max-Age=0/);
  });

  it('takes no forms of other pages', async () => {
    const { url } = await start({ API_URL: apiUrl });
    assert.equal((await signedIn(url, KEY, { origin: 'https://evil.example' })).status, 403);
    assert.equal((await signedIn(url, KEY, { 'sec-fetch-site': 'cross-site' })).status, 403);
    assert.equal((await signedIn(url, KEY, { origin: url })).status, 303);
  });

  it('reads only sessions of its own secret, whole and not too old', () => {
    const sessions = createSessions('secret');
    const cookie = sessions.begin(KEY, true);
    assert.match(cookie, /; Secure$/);
    const value = cookie.split(';')[0];
    assert.equal(createSessions('secret').keyOf(`a=b; ${value}`), KEY);
    assert.equal(createSessions('other').keyOf(value), undefined);
    assert.equal(sessions.keyOf(`${value.slice(0, -4)}AAAA`), undefined);
    for (const odd of [undefined, '', 'session=', `session=${'A'.repeat(41)}`, `xsession=${value.slice(8)}`])
      assert.equal(sessions.keyOf(odd), undefined);
  });

  it('finds the API where Kubernetes says it is', () => {
    assert.equal(
      readSettings({ AI_AGENT_API_SERVICE_HOST: '10.0.0.7', AI_AGENT_API_SERVICE_PORT: '80' }).api,
      'http://10.0.0.7:80',
    );
  });

  it('tells its image digest, and with a port of its own only there', async () => {
    const told = { digest: 'sha256:x', environment: 'test' };
    const one = await start({ IMAGE_DIGEST: 'sha256:x', TIER: 'test' });
    assert.deepEqual(await (await fetch(`${one.url}/version`)).json(), told);
    const two = await start({ IMAGE_DIGEST: 'sha256:x', ENVIRONMENT: 'test', METRICS_PORT: '0' });
    assert.equal((await fetch(`${two.url}/version`)).status, 404);
    assert.equal((await fetch(`${two.url}/metrics`)).status, 404);
    assert.deepEqual(await (await fetch(`${await listen(two.operations)}/version`)).json(), told);
  });

  it('is alive but not ready while draining, and ends connections', async () => {
    const { url, drain } = await start({});
    assert.equal((await fetch(`${url}/health/ready`)).status, 200);
    drain();
    const ready = await fetch(`${url}/health/ready`);
    assert.equal(ready.status, 503);
    assert.equal(ready.headers.get('connection'), 'close');
    assert.equal((await fetch(`${url}/health/live`)).status, 200);
  });

  it('answers whatever stands where a path should', async () => {
    const { url } = await start({});
    for (const path of [
      '//',
      '/\\',
      '*',
      '//evil.example/x',
      '/%',
      '/%00',
      '/..%2f..%2fserver.js',
      '/public/style.css',
      '/style.css/..',
      'http://[',
      'http://x/',
    ])
      assert.match(
        await raw(url, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
        /^HTTP\/1.1 4\d\d /,
        path,
      );
    for (const text of [
      'nonsense\r\n\r\n',
      `GET / HTTP/1.1\r\nX: ${'x'.repeat(9000)}\r\n\r\n`,
      'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
      'POST /session HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nke',
    ])
      await raw(url, text);
    assert.equal((await fetch(`${url}/health/live`)).status, 200);
  });

  it('reads no more of a form than a form has', async () => {
    const { url } = await start({ API_URL: apiUrl });
    assert.match(
      await raw(url, 'POST /session HTTP/1.1\r\nHost: x\r\nContent-Length: 200000000\r\n\r\nkey='),
      /^HTTP\/1.1 413 /,
    );
    const chunks = `1000\r\n${'x'.repeat(4096)}\r\n`.repeat(3);
    assert.match(
      await raw(url, `POST /session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`),
      /^HTTP\/1.1 413 /,
    );
  });

  it('opens no stream for whoever asks for its headers alone', async () => {
    const { url } = await start({ API_URL: apiUrl });
    const cookie = createSessions('secret').begin(KEY, false).split(';')[0];
    const text = await raw(url, `HEAD /events HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`);
    assert.match(text, /^HTTP\/1.1 200 [\s\S]*text\/event-stream/);
  });

  it('lets pages run and load what is its own, and nothing else', async () => {
    const { url } = await start({});
    const policy = (await fetch(url)).headers.get('content-security-policy');
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe/);
    for (const name of ['/style.css', '/client.js', '/icon.svg']) assert.equal((await fetch(url + name)).status, 200);
  });

  it('logs a failure once, with its cause and every field', async () => {
    const cookie = createSessions('secret').begin(KEY, false).split(';')[0];
    const settings = readSettings({
      API_URL: apiUrl,
      TIER: 'test',
      IMAGE_DIGEST: 'sha256:x',
      GOOGLE_CLOUD_PROJECT: 'p',
    });
    const broken = {
      ...settings,
      get environment() {
        throw new TypeError('nobody expects this');
      },
    };
    const log = createLog(settings, (line) => lines.push(JSON.parse(line)));
    const { server, operations } = createDashboard(broken, log);
    servers.push(server, operations);
    const url = await listen(server);
    lines.length = 0;
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const answer = await fetch(url, {
      headers: { cookie, 'x-request-id': 'request-1', traceparent: `00-${trace}-00f067aa0ba902b7-01` },
    });
    assert.equal(answer.status, 500);
    assert.equal((await answer.json()).request_id, 'request-1');
    const errors = lines.filter(({ severity }) => severity === 'ERROR');
    assert.equal(errors.length, 1);
    const { time, exception, message, ...fields } = errors[0];
    assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.match(exception, /TypeError/);
    assert.match(message, /^GET \/ 500: /);
    assert.equal(fields['logging.googleapis.com/trace'], `projects/p/traces/${trace}`);
    assert.equal(fields['logging.googleapis.com/spanId'], '00f067aa0ba902b7');
    assert.deepEqual(
      [fields.route, fields.status, fields.tier, fields.imageDigest, fields.requestId],
      ['/', 500, 'test', 'sha256:x', 'request-1'],
    );
  });

  it('refuses what it cannot start with, all of it at once', () => {
    assert.throws(() => readSettings({ PORT: 'web', DRAIN_SECONDS: '0' }), /PORT is web.*DRAIN_SECONDS is 0/);
    assert.throws(() => readSettings({ PORT: '80', METRICS_PORT: '80' }), /METRICS_PORT is 80/);
  });
});

describe('its metrics', () => {
  const contract = JSON.parse(readFileSync(new URL('metrics.contract', import.meta.url)));
  const parsed = (text) => {
    const found = {};
    let name;
    for (const line of text.trim().split('\n')) {
      const type = /^# TYPE (\S+) (\S+)$/.exec(line);
      if (type !== null) {
        name = type[1];
        found[name] = { type: type[2], labels: {}, buckets: [] };
      }
      for (const [, label, value] of line.startsWith('#') ? [] : line.matchAll(/(\w+)="([^"]*)"/g)) {
        if (label !== 'le') found[name].labels[label] ??= [];
        const into = label === 'le' ? found[name].buckets : found[name].labels[label];
        if (value !== '+Inf' && !into.includes(label === 'le' ? Number(value) : value))
          into.push(label === 'le' ? Number(value) : value);
      }
    }
    return found;
  };

  it('are what was promised, from the start and whatever clients send', async () => {
    const promised = Object.fromEntries(
      contract.metrics.map(({ name, type, labels = {}, buckets = [] }) => [name, { type, labels, buckets }]),
    );
    const { server, operations } = createDashboard(readSettings({ METRICS_PORT: '0' }), () => {});
    const [url, inner] = [await listen(server), await listen(operations)];
    const scrape = async () => (await fetch(`${inner}/metrics`)).text();
    assert.deepEqual(parsed(await scrape()), promised);
    for (const path of ['/a', '/b', '/agents/x', '/health/ready'])
      await fetch(url + path, { method: path === '/a' ? 'PUT' : 'GET' });
    const text = await scrape();
    assert.deepEqual(parsed(text), promised);
    assert.match(text, /http_requests_total{route="unmatched",status="4xx"} 3/);
    assert.equal(text.split('\n').filter((line) => /^http_requests_total.* [1-9]/.test(line)).length, 1);
    for (const one of [server, operations]) {
      one.closeAllConnections();
      one.close();
      await once(one, 'close').catch(() => {});
    }
  });
});
