import { createSocket } from 'node:dgram';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer } from 'node:net';

/** Somebody in a network: answers at ports, `node peer.ts serve tcp:80 udp:53:10.0.0.9 http:8099`, or asks others and prints how they
 *  answered, `node peer.ts ask '[{"protocol":"tcp","address":"10.0.0.1","port":80}]'`. */
interface Question {
  readonly protocol: 'tcp' | 'udp';
  readonly address: string;
  readonly port: number;
  /** The address that asks, where this machine has several. */
  readonly from?: string;
}

const WORD = 'here';
const PATIENCE = 2_000;

function serve(what: string): void {
  const [protocol, port, address = '0.0.0.0'] = what.split(':');
  if (protocol === 'udp') {
    const socket = createSocket('udp4');
    socket.on('message', (_, asker) => socket.send(WORD, asker.port, asker.address));
    socket.bind(Number(port), address);
  } else if (protocol === 'http') createHttpServer((_, response) => response.end(WORD)).listen(Number(port), address);
  else createServer((socket) => socket.on('error', () => {}).end(WORD)).listen(Number(port), address);
}

/** @returns whether it answered. */
const ask = (question: Question): Promise<boolean> =>
  new Promise((resolve) => {
    const tell = (answered: boolean): void => {
      clearTimeout(timer);
      end();
      resolve(answered);
    };
    const timer = setTimeout(() => tell(false), PATIENCE);
    const end = question.protocol === 'udp' ? askByUdp(question, tell) : askByTcp(question, tell);
  });

function askByTcp({ address, port, from }: Question, tell: (answered: boolean) => void): () => void {
  const socket = connect({ host: address, port, ...(from === undefined ? {} : { localAddress: from }) });
  socket.on('data', (said) => tell(String(said) === WORD)).on('error', () => tell(false));
  return () => socket.destroy();
}

function askByUdp({ address, port, from }: Question, tell: (answered: boolean) => void): () => void {
  const socket = createSocket('udp4');
  socket.on('message', (said) => tell(String(said) === WORD)).on('error', () => tell(false));
  socket.bind(0, from, () => socket.send('?', port, address));
  return () => socket.close();
}

const [, , command, ...args] = process.argv;
if (command === 'serve') for (const each of args) serve(each);
else {
  const questions: readonly Question[] = JSON.parse(args[0] ?? '[]');
  console.log(JSON.stringify(await Promise.all(questions.map(ask))));
}
