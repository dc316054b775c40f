/** Asks a server over and over, on connections that stay open, with as little work of its own as possible. */
import { connect, type Socket } from 'node:net';

export interface RequestLoad {
  readonly port: number;
  readonly path: string;
  readonly apiKey: string;
  /** Asked one after the other, and from the beginning again. */
  readonly bodies: readonly string[];
  /** The status that every answer must have. */
  readonly status: number;
  readonly connections: number;
  readonly durationMs: number;
}

/** Answers in a second. */
export async function requestsPerSecond(load: RequestLoad): Promise<number> {
  const requests = load.bodies.map((body) =>
    Buffer.from(
      `POST ${load.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAuthorization: Bearer ${load.apiKey}\r\n` +
        `Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`,
    ),
  );
  let turn = 0;
  const next = (): Buffer => requests[turn++ % requests.length] ?? Buffer.alloc(0);
  const beganMs = performance.now();
  const counts = await Promise.all(Array.from({ length: load.connections }, () => askOverAndOver(load, next, beganMs + load.durationMs)));
  return (counts.reduce((sum, count) => sum + count, 0) * 1000) / (performance.now() - beganMs);
}

async function askOverAndOver({ port, status }: RequestLoad, next: () => Buffer, untilMs: number): Promise<number> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  try {
    return await answersOf(socket, next, status, untilMs);
  } finally {
    socket.destroy();
  }
}

function answersOf(socket: Socket, next: () => Buffer, status: number, untilMs: number): Promise<number> {
  return new Promise((done, failed) => {
    let count = 0;
    let text = '';
    socket.on('error', failed);
    socket.on('connect', () => socket.write(next()));
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
      else socket.write(next());
    });
  });
}
