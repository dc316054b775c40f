import type { GenerationStatus } from '../api/sdk.ts';

export const englishGenerationStatus: Record<GenerationStatus, string> = {
  waiting: 'Waiting for a lower price',
  queued: 'Waiting in the queue',
  running: 'Being made',
  succeeded: 'Done',
  partly_succeeded: 'Partly done',
  failed: 'Failed',
  canceled: 'Stopped',
};

/** What is said while the queue has a part in prices. */
export const englishQueue = {
  busy: (factor: string) => `Many are waiting: prices ×${factor}`,
  calm: (factor: string) => `Few are waiting: prices ×${factor}`,
  wait: (minutes: string) => `${minutes} until all of it is made`,
  patient: 'Wait until prices are normal (×1)',
  patientPrice: (credits: string) =>
    `Priced and held at ×1: ${credits}. Made when the queue is shorter, within 12 hours; stop it at any time.`,
  waits: 'Wait for ×1',
  waiting: (factor: string, until: string) => `Waiting until prices are ×${factor}, till ${until} at the latest.`,
  held: (credits: string) => `Held: ${credits}. Nothing is charged before it is made.`,
  stop: 'Stop waiting',
};
