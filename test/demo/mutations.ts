/** One change for the worse, and the tests that must notice it. */
export interface Mutation {
  readonly what: string;
  /** Below `websocket-server/` or `dashboard/`. */
  readonly file: string;
  readonly find: string;
  readonly by: string;
  /** Of the API's `tests/`; of the dashboard there is one file. */
  readonly tests?: string;
}

const api = (what: string, file: string, find: string, by: string, tests: string): Mutation => ({
  what,
  file: `websocket-server/app/${file}`,
  find,
  by,
  tests,
});

const dashboard = (what: string, file: string, find: string, by: string): Mutation => ({
  what,
  file: `dashboard/${file}`,
  find,
  by,
});

export const MUTATIONS: readonly Mutation[] = [
  api(
    'the path as a label',
    'door.py',
    'label = route if route in OBSERVED else UNMATCHED',
    'label = exchange.scope["path"]',
    'test_metrics_contract.py',
  ),
  api(
    'probes in the series of users',
    'door.py',
    '        if route in PROBES:\n            return\n        label',
    '        label',
    'test_metrics_contract.py',
  ),
  api(
    'a label that is not there from the start',
    'metrics.py',
    'for outcome in OUTCOMES:',
    'for outcome in OUTCOMES[:1]:',
    'test_metrics_contract.py',
  ),
  api('a bucket less', 'metrics.py', '5, 7.5, 10, 30)', '5, 10, 30)', 'test_metrics_contract.py'),
  api(
    'no limit of a body that is announced',
    'body.py',
    'int(announced[:20]) > limits.body_bytes',
    'int(announced[:20]) > 10**12',
    'test_door.py',
  ),
  api(
    'no limit of a body that comes',
    'body.py',
    'if len(body) > limits.body_bytes:',
    'if len(body) > 50 * limits.body_bytes:',
    'test_door.py',
  ),
  api(
    'the body before the key',
    'door.py',
    '        if route not in OPEN:',
    '        await read_body(headers, receive, self._limits)\n        if route not in OPEN:',
    'test_door.py',
  ),
  api(
    'bodies without a deadline',
    'body.py',
    'asyncio.timeout(limits.body_seconds)',
    'asyncio.timeout(None)',
    'test_door.py',
  ),
  api('compressed bodies', 'body.py', '.lower() != b"identity"', '.lower() == b"br"', 'test_door.py'),
  api('no limit of a user', 'door.py', 'wait = self._users.take(caller.user)', 'wait = 0.0', 'test_door.py'),
  api('no limit of an address', 'door.py', 'wait = self._addresses.take(address)', 'wait = 0.0', 'test_door.py'),
  api('one limit for all users', 'door.py', 'self._users.take(caller.user)', 'self._users.take("")', 'test_door.py'),
  api(
    'an agent of whoever has it',
    'memory_store.py',
    'return self._agents.get(owner, {}).get(agent_id)',
    'return next((a[agent_id] for a in self._agents.values() if agent_id in a), None)',
    'test_api.py',
  ),
  api(
    'executions of whoever has them',
    'memory_store.py',
    'if agent_id in self._agents.get(owner, {}) else []',
    'or []',
    'test_store_contract.py',
  ),
  api(
    'events for everybody',
    'sessions.py',
    'sessions = self._by_user.get(user)\n',
    'sessions = set().union(*self._by_user.values())\n',
    'test_sessions.py',
  ),
  api('events told twice to other pods', 'relay.py', 'self._heard.get(bulletin.pod, 0)', '0', 'test_relay.py'),
  api('its own events heard again', 'relay.py', 'if one.pod != self._pod', 'if one.pod', 'test_relay.py'),
  api('bulletins read for nobody', 'relay.py', 'if self._sessions.count() == 0:', 'if False:', 'test_relay.py'),
  api('bulletins without a bound', 'relay.py', 'while self._bytes >', 'while 0 >', 'test_relay.py'),
  api('bulletins written without a change', 'relay.py', 'if self._is_posted:', 'if False:', 'test_relay.py'),
  api(
    'sockets of any page',
    'door.py',
    'if context.route != "/ws" or not self._may_open(headers):',
    'if context.route != "/ws":',
    'test_api.py',
  ),
  api(
    'the store without a deadline',
    'guarded_store.py',
    'asyncio.timeout(self._limits.store_seconds)',
    'asyncio.timeout(30)',
    'test_door.py',
  ),
  api(
    'the check without a deadline',
    'guarded_store.py',
    'asyncio.timeout(self._limits.check_seconds)',
    'asyncio.timeout(30)',
    'test_door.py',
  ),
  api(
    'a session that may never read',
    'sessions.py',
    'asyncio.timeout(self._limits.send_seconds)',
    'asyncio.timeout(None)',
    'test_sessions.py',
  ),
  api('another code than 1012', 'sessions.py', '1008, 1012, 1013', '1008, 1001, 1013', 'test_sessions.py'),
  api('whole lists', 'memory_store.py', 'return nlargest(limit,', 'return nlargest(10**6,', 'test_api.py'),
  api(
    'any name of an agent',
    'api.py',
    'if IDENTIFIER.fullmatch(agent_id) else None',
    'if agent_id else None',
    'test_firestore_names.py',
  ),
  api('pages that begin anywhere', 'api.py', 'pattern=IDENTIFIER.pattern', 'pattern=".*"', 'test_api.py'),
  api(
    'failures as information',
    'door.py',
    'logging.ERROR if status >= 500',
    'logging.INFO if status >= 500',
    'test_door.py',
  ),
  api('failures without their cause', 'door.py', 'exc_info=cause)', 'exc_info=None)', 'test_door.py'),
  api('three keys of a user', 'keyring.py', 'GENERATIONS = 2', 'GENERATIONS = 3', 'test_keys.py'),
  api(
    'a user counted by each pod',
    'memory_store.py',
    'self._seen[user] = max(',
    'self._seen[f"{user}{len(self._seen)}"] = max(',
    'test_activity.py',
  ),
  api('memory in production', 'settings.py', 'if tier and tier not in KEEPS_NOTHING:', 'if False:', 'test_settings.py'),
  dashboard(
    'a path that must be a URL',
    'server.js',
    "(request.url ?? '').split('?', 1)[0]",
    "new URL(request.url, 'http://x').pathname",
  ),
  dashboard(
    'agents for everybody',
    'session.js',
    'return until > Date.now() ? apiKey : undefined;\n      } catch {\n        return undefined;',
    "return apiKey;\n      } catch {\n        return 'a-key-for-tests-only';",
  ),
  dashboard('forms of other pages', 'server.js', 'if (!isOwnPage(request))', 'if (false)'),
  dashboard('answers of the API as they come', 'api.js', 'promised.is(value)', 'value !== undefined'),
  dashboard('an API that is down as a success', 'server.js', 'html(body, status)', 'html(body)'),
  dashboard('a refusal as a failure', 'api.js', 'status < 500 ? status : BAD_GATEWAY', 'BAD_GATEWAY'),
  dashboard('forms without an end', 'form.js', 'if (bytes > MOST_BYTES)', 'if (bytes > 1e9)'),
];
