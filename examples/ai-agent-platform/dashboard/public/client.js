// What this page hears of the visitor's agents, and the sentence that says whether it hears anything.
const SILENCE = 2500;
const MOST_SHOWN = 50;
const connection = document.getElementById('connection');

const says = (text, lost) => {
  if (connection.textContent === text) return;
  connection.textContent = text;
  connection.className = lost ? 'lost' : 'quiet';
};

const make = (name, text, properties = {}) =>
  Object.assign(document.createElement(name), { textContent: text, ...properties });

const time = (at) => make('time', `${at.slice(0, 19).replace('T', ' ')} UTC`, { dateTime: at });

function showAgent({ id, name, instructions, created_at }) {
  const row = make('tr', '');
  row.dataset.id = id;
  const head = make('th', '', { scope: 'row' });
  head.append(make('a', name, { href: `/agents/${encodeURIComponent(id)}` }));
  const made = make('td', '');
  made.append(time(created_at));
  row.append(head, make('td', instructions), made);
  document.getElementById('agents').prepend(row);
  document.getElementById('none').hidden = true;
}

function showExecution({ agent_id, input, output, outcome, executed_at }) {
  const list = document.getElementById('live');
  const failed = outcome === 'error';
  const item = make('li', '', { className: failed ? 'failed' : 'done' });
  const name = document.querySelector(`tr[data-id="${CSS.escape(agent_id)}"] a`)?.textContent ?? 'An agent';
  item.append(
    make('strong', failed ? `${name} failed` : name),
    ' ',
    time(executed_at),
    make('pre', input),
    make('pre', output),
  );
  list.prepend(item);
  while (list.childElementCount > MOST_SHOWN) list.lastElementChild.remove();
  document.getElementById('live-none').hidden = true;
}

function hear(event) {
  switch (event.event) {
    case 'hello':
      document.getElementById('sessions').textContent = event.sessions;
      return;
    case 'agent-created':
      return showAgent(event.agent);
    case 'agent-executed':
      return showExecution(event.execution);
    case 'agent-deleted':
      return document.querySelector(`tr[data-id="${CSS.escape(event.agent.id)}"]`)?.remove();
  }
}

if (connection) {
  let heardAt = Date.now();
  let stream;
  let known = ['Connecting…', false];
  const listen = () => {
    stream = new EventSource('/events');
    stream.addEventListener('beat', () => {
      heardAt = Date.now();
      says(...known);
    });
    stream.addEventListener('state', ({ data }) => {
      heardAt = Date.now();
      known = JSON.parse(data).live
        ? ['Live: what your agents do appears here.', false]
        : ['The API restarts; this page comes back by itself.', true];
      says(...known);
    });
    stream.addEventListener('agent', ({ data }) => hear(JSON.parse(data)));
    stream.onerror = () => {
      says('The connection is lost; trying again.', true);
      // A browser gives up after an answer that is none.
      if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 1000 + Math.random() * 1000);
    };
  };
  setInterval(() => {
    if (Date.now() - heardAt > SILENCE) says('The connection is lost; trying again.', true);
  }, 500);
  listen();
}
