const MOST_STREAMS = 300;
const MOST_OF_A_VISITOR = 10;
const SERVICE_RESTART = 1012;
const LONGEST_PAUSE = 30_000;
const MOST_UNREAD = 256 * 1024;
const BEAT = 1000;
/** An API that stopped, or a node that is gone, closes nothing: what is sent every second comes back, or it is said. */
const SILENT = 2000;
const GONE = 10_000;

/** Carries what a visitor's agents do from the API's sockets to their browser. An API that restarts is come back to within seconds; a
 *  browser that does not read is let go. */
export function createEvents(api, metrics) {
  const streams = new Map();
  return {
    /** @returns false where there is no room. */
    open(request, response, key) {
      const own = [...streams.values()].filter((other) => other === key).length;
      if (streams.size >= MOST_STREAMS || own >= MOST_OF_A_VISITOR || api.address === undefined) return false;
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
      response.write(`retry: ${BEAT}\n\n`);
      const stream = createStream(response, api.address, key, () => {
        streams.delete(stream);
        metrics.state.streams = streams.size;
      });
      streams.set(stream, key);
      metrics.state.streams = streams.size;
      request.on('close', stream.end);
      response.on('close', stream.end);
      response.on('error', stream.end);
      return true;
    },
    /** Browsers come back by themselves, to another pod. */
    endAll() {
      for (const stream of streams.keys()) stream.end();
    },
  };
}

function createStream(response, address, key, ended) {
  let over = false;
  let live;
  const tell = (event, data) => {
    if (over) return;
    if (response.writableLength > MOST_UNREAD) return cut();
    response.write(`event: ${event}\ndata: ${data}\n\n`);
  };
  const line = createLine(address, key, {
    heard(text) {
      if (!isEcho(text)) tell('agent', text.replaceAll('\n', ' '));
    },
    /** Said once for each change; `code` is why it is not live. */
    state(now, code) {
      if (now === live) return;
      live = now;
      tell('state', JSON.stringify(now ? { live } : { live, code }));
    },
  });
  const beat = setInterval(() => {
    line.beat();
    tell('beat', '{}');
  }, BEAT);
  const end = () => {
    if (over) return;
    over = true;
    clearInterval(beat);
    line.end();
    response.end();
    ended();
  };
  const cut = () => {
    end();
    response.destroy();
  };
  return { end };
}

/** A socket of the API that comes back whatever becomes of it. */
function createLine(address, key, { heard, state }) {
  let socket;
  let again;
  let failures = 0;
  let heardAt = performance.now();
  const leave = () => {
    clearTimeout(again);
    // What becomes of it is of no interest any more, a failure neither.
    Object.assign(socket, { onopen: null, onmessage: null, onerror: () => {}, onclose: null });
    socket.close();
  };
  const connect = () => {
    socket = new WebSocket(`${address.replace(/^http/, 'ws')}/ws`, { headers: { 'X-API-Key': key } });
    socket.onmessage = ({ data }) => {
      heardAt = performance.now();
      failures = 0;
      state(true);
      heard(String(data));
    };
    // A refusal or a failure is followed by `close`, too.
    socket.onerror = () => {};
    socket.onclose = ({ code }) => {
      state(false, code);
      // A server that restarts is there again at once; one that refuses is asked less and less.
      const pause = 500 + Math.random() * 1500;
      again = setTimeout(connect, code === SERVICE_RESTART ? pause : Math.min(LONGEST_PAUSE, pause * 2 ** failures));
      failures += 1;
    };
  };
  connect();
  return {
    beat() {
      const silence = performance.now() - heardAt;
      if (silence > SILENT) state(false, 'silent');
      if (socket.readyState === WebSocket.OPEN) socket.send('beat');
      if (silence < GONE || socket.readyState === WebSocket.CLOSED) return;
      leave();
      heardAt = performance.now();
      connect();
    },
    end: leave,
  };
}

/** The API gives back what it is sent. */
function isEcho(text) {
  try {
    return JSON.parse(text).event === 'echo';
  } catch {
    return true;
  }
}
