import { PassThrough, type Readable } from 'node:stream';
import type { LiveEvent, Subscription } from '../../notices/index.ts';

/** Proxies and browsers give up on a connection that says nothing for longer. */
const heartbeatMs = 15_000;
/** A reader that is this far behind is let go; it comes back and resumes after the last event that it has. */
const unreadBytesMax = 1_048_576;
/** Every stream ends after this long, so that one whose session has ended since does not go on for ever. */
const lifetimeMs = 30 * 60_000;

/**
 * Writes live events as Server-Sent Events until the reader leaves, the events end, `ended` fires or the stream has lived its
 * time. `event:` is the topic, `id:` is what to resume after (transient events have none), `data:` is the payload.
 */
export function eventStream(subscription: Subscription, ended: AbortSignal): Readable {
  const stream = new PassThrough({ highWaterMark: unreadBytesMax });
  const heartbeat = setInterval(() => write(stream, ': still here\n\n'), heartbeatMs);
  const end = (): void => void stream.end();
  const lifetime = setTimeout(end, lifetimeMs);
  ended.addEventListener('abort', end, { once: true });
  // Both the reader's leaving and our ending come out here, once.
  stream.once('close', () => {
    clearInterval(heartbeat);
    clearTimeout(lifetime);
    ended.removeEventListener('abort', end);
    subscription.close();
  });
  stream.on('error', () => stream.destroy());
  write(stream, 'retry: 1000\n\n');
  pump(subscription, stream).then(end, () => stream.destroy());
  return stream;
}

async function pump(subscription: Subscription, stream: PassThrough): Promise<void> {
  const resumeAfter = await subscription.ready;
  // From here on nothing is missed: who waits for this line before asking for something sees all that comes of it, even if the
  // connection breaks before the first event.
  write(stream, resumeAfter === undefined ? ': connected\n\n' : `: connected\nid: ${resumeAfter}\n\n`);
  for await (const event of subscription) {
    if (!stream.writable) return;
    write(stream, eventText(event));
  }
}

function write(stream: PassThrough, text: string): void {
  if (!stream.writable) return;
  if (stream.writableLength + stream.readableLength > unreadBytesMax) stream.destroy();
  else stream.write(text);
}

/** JSON text has no line breaks, so one `data:` line holds it. */
export function eventText({ id, topic, payload }: Pick<LiveEvent, 'id' | 'topic' | 'payload'>): string {
  return `${id === null ? '' : `id: ${id}\n`}event: ${topic}\ndata: ${JSON.stringify(payload)}\n\n`;
}
