/** Asks servers over and over, on connections that stay open, with as little work of its own as possible. */
import { connect, type Socket } from 'node:net';

/** One request as it goes over the wire. */
export interface LoadRequest {
  readonly path: string;
  readonly apiKey: string;
  readonly body: string;
  readonly idempotencyKey?: string;
}

export interface RequestLoad {
  /** Each connection goes to one of these, in turns. */
  readonly ports: readonly number[];
  /** What is asked next on a connection, which is known by its number. */
  readonly ask: (connection: number) => Buffer;
  /** The status that every answer must have. */
  readonly status: number;
  readonly connections: number;
  readonly durationMs: number;
}

/** The request in bytes: made once where it is asked more than once. */
export function requestBytes({ path, apiKey, body, idempotencyKey }: LoadRequest): Buffer {
  const idempotency = idempotencyKey === undefined ? '' : `Idempotency-Key: ${idempotencyKey}\r\n`;
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAuthorization: Bearer ${apiKey}\r\n${idempotency}` +
      `Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`,
  );
}

/** Answers in a second. */
export async function requestsPerSecond(load: RequestLoad): Promise<number> {
  const beganMs = performance.now();
  const connections = Array.from({ length: load.connections }, (_, index) => index);
  const counts = await Promise.all(connections.map((connection) => askOverAndOver(load, connection, beganMs + load.durationMs)));
  return (counts.reduce((sum, count) => sum + count, 0) * 1000) / (performance.now() - beganMs);
}

async function askOverAndOver(load: RequestLoad, connection: number, untilMs: number): Promise<number> {
  const socket = connect({ host: '127.0.0.1', port: load.ports[connection % load.ports.length] ?? 0, noDelay: true });
  try {
    return await answersOf(socket, load, connection, untilMs);
  } finally {
    socket.destroy();
  }
}

function answersOf(socket: Socket, { ask, status }: RequestLoad, connection: number, untilMs: number): Promise<number> {
  return new Promise((done, failed) => {
    let count = 0;
    let text = '';
    socket.on('error', failed);
    socket.on('close', () => failed(new Error('the server closed a connection')));
    socket.on('connect', () => socket.write(ask(connection)));
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      if (end === -1) return;
      const length = Number(/content-length: (\d+)/iu.exec(text)?.[1] ?? 0);
      if (text.length < end + 4 + length) return;
      if (!text.startsWith(`HTTP/1.1 ${String(status)} `)) return failed(new Error(`the server answered ${text}`));
      text = '';
      count += 1;
      if (performance.now() >= untilMs) done(count);
      else socket.write(ask(connection));
    });
  });
}
