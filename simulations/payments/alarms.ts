/** What an operator is told when a chain takes back what was final, when a provider has left something out, and at any time. */
const alarms = [
  { says: 'no longer on the chain', when: 'taken back' },
  { says: 'is not on the chain', when: 'taken back' },
  { says: 'was left out when its block was new', when: 'left out' },
  { says: 'was found by a rescan', when: 'left out' },
  { says: 'was found by a rescan', when: 'taken back' },
  { says: 'the contract of the token has changed', when: 'always' },
  { says: 'the issuer has destroyed funds of ours', when: 'destroyed' },
  { says: ' is recorded. Something ', when: 'meddled' },
] as const;

type AlarmReason = (typeof alarms)[number]['when'];

/** What the operator is told with these words, if there is a reason for it. `isSo` tells which reasons there are. */
export function expectedAlarm(message: string, isSo: Readonly<Record<AlarmReason, boolean>>): string | undefined {
  return alarms.find(({ says, when }) => message.includes(says) && isSo[when])?.says;
}
