const MOST_STREAMS = 300;
const MOST_OF_A_VISITOR = 10;
const SERVICE_RESTART = 1012;
const LONGEST_PAUSE = 30_000;
const MOST_UNREAD = 256 * 1024;
const BEAT = 1000;

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
  let socket;
  let again;
  let failures = 0;
  const tell = (event, data) => {
    if (over) return;
    if (response.writableLength > MOST_UNREAD) return cut();
    response.write(`event: ${event}\ndata: ${data}\n\n`);
  };
  const beat = setInterval(() => tell('beat', '{}'), BEAT);
  const end = () => {
    if (over) return;
    over = true;
    clearInterval(beat);
    clearTimeout(again);
    socket?.close();
    response.end();
    ended();
  };
  const cut = () => {
    end();
    response.destroy();
  };
  const connect = () => {
    if (over) return;
    socket = new WebSocket(`${address.replace(/^http/, 'ws')}/ws`, { headers: { 'X-API-Key': key } });
    socket.onopen = () => tell('state', '{"live":true}');
    socket.onmessage = ({ data }) => {
      failures = 0;
      tell('agent', String(data).replaceAll('\n', ' '));
    };
    // A refusal or a failure is followed by `close`, too.
    socket.onerror = () => {};
    socket.onclose = ({ code }) => {
      if (over) return;
      tell('state', JSON.stringify({ live: false, code }));
      // A server that restarts is there again at once; one that refuses is asked less and less.
      const pause = 500 + Math.random() * 1500;
      again = setTimeout(connect, code === SERVICE_RESTART ? pause : Math.min(LONGEST_PAUSE, pause * 2 ** failures));
      failures += 1;
    };
  };
  connect();
  return { end };
}
