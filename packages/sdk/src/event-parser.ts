/** One event of a stream of Server-Sent Events. */
export interface ServerSentEvent {
  readonly id: string | null;
  readonly event: string;
  readonly data: string;
}

/**
 * Reads the text of Server-Sent Events in whatever pieces it arrives. A comment is given as an event without a name; what only tells how
 * soon to come back is left out.
 */
export class EventParser {
  #rest = '';
  #lines: string[] = [];

  push(text: string): ServerSentEvent[] {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/u);
    this.#rest = lines.pop() ?? '';
    const events: ServerSentEvent[] = [];
    for (const line of lines) {
      if (line !== '') this.#lines.push(line);
      else if (this.#lines.length > 0) {
        if (!this.#lines.every((each) => each.startsWith('retry:'))) events.push(eventOf(this.#lines));
        this.#lines = [];
      }
    }
    return events;
  }
}

function eventOf(lines: readonly string[]): ServerSentEvent {
  let id: string | null = null;
  let event = '';
  const data: string[] = [];
  for (const line of lines) {
    const at = line.indexOf(':');
    const field = at < 0 ? line : line.slice(0, at);
    const value = at < 0 ? '' : line.slice(at + 1).replace(/^ /u, '');
    if (field === 'id') id = value;
    else if (field === 'event') event = value;
    else if (field === 'data') data.push(value);
  }
  return { id, event, data: data.join('\n') };
}
